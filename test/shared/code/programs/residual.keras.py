import keras
from keras import layers

keras.utils.set_random_seed(1)

# Data
# Handwritten digits; the first call downloads them.
(x_train, y_train), (x_test, y_test) = keras.datasets.mnist.load_data()
# Neuroloom trains on 10000 of these 60000 digits, in an order of its own; here it is the first 10000.
x_train, y_train = x_train[:10000], y_train[:10000]
x_train = x_train.reshape(-1, 28, 28, 1).astype("float32") / 255
x_test = x_test.reshape(-1, 28, 28, 1).astype("float32") / 255
y_train = y_train.astype("int64").reshape(-1)
y_test = y_test.astype("int64").reshape(-1)
y_train = keras.utils.to_categorical(y_train, 10)
y_test = keras.utils.to_categorical(y_test, 10)

# Model
inputs = keras.Input(shape=(28, 28, 1))
x = layers.Conv2D(16, 3, padding="same", activation="relu", name="conv2d")(inputs)
x = layers.MaxPooling2D(2, name="max_pooling2d")(x)
conv2d_1 = layers.Conv2D(16, 3, padding="same", use_bias=False, name="conv2d_1")(x)
conv2d_1 = layers.BatchNormalization(name="batch_normalization")(conv2d_1)
conv2d_1 = layers.Activation("relu", name="activation")(conv2d_1)
conv2d_1 = layers.Conv2D(16, 3, padding="same", use_bias=False, name="conv2d_2")(conv2d_1)
conv2d_1 = layers.BatchNormalization(name="batch_normalization_1")(conv2d_1)
x = layers.Add(name="add")([conv2d_1, x])
x = layers.Activation("relu", name="activation_1")(x)
x = layers.GlobalAveragePooling2D(name="global_average_pooling2d")(x)
x = layers.Dense(10, activation="softmax", name="dense")(x)
model = keras.Model(inputs, x)
model.summary()

# Training
model.compile(
    optimizer=keras.optimizers.Adam(learning_rate=0.001),
    loss=keras.losses.CategoricalCrossentropy(),
    metrics=[keras.metrics.CategoricalAccuracy(name="accuracy")],
)

history = model.fit(
    x_train,
    y_train,
    batch_size=64,
    epochs=5,
    validation_split=0.1,
)

# Evaluation
results = model.evaluate(x_test, y_test, batch_size=64, return_dict=True)
for name, value in results.items():
    print(name, value)
