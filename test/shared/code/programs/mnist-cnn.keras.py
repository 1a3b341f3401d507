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
model = keras.Sequential(
    [
        keras.Input(shape=(28, 28, 1)),
        layers.Conv2D(16, 3, activation="relu", name="conv2d"),
        layers.MaxPooling2D(2, name="max_pooling2d"),
        layers.Conv2D(32, 3, activation="relu", name="conv2d_1"),
        layers.MaxPooling2D(2, name="max_pooling2d_1"),
        layers.Flatten(name="flatten"),
        layers.Dense(64, activation="relu", name="dense"),
        layers.Dropout(0.3, name="dropout"),
        layers.Dense(10, activation="softmax", name="dense_1"),
    ]
)
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
