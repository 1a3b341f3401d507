import math
from statistics import NormalDist

import keras
import numpy as np
from keras import layers

keras.utils.set_random_seed(1)

# Data
noise, classes = 0.02, 2


def mix(x):
    """32 bits from 32 bits, as good as random."""
    x ^= x >> 16
    x = x * 0x7FEB352D & 0xFFFFFFFF
    x ^= x >> 15
    x = x * 0x846CA68B & 0xFFFFFFFF
    return x ^ x >> 16


def bits(key, index):
    return mix(index * 0x9E3779B9 + key & 0xFFFFFFFF)


def point(label, share, uniform, normal):
    """A point of class label; share runs from 0 to 1 over the points of the class."""
    angle, radius = 3 * math.pi * share + 2 * math.pi * label / classes, 0.05 + 0.95 * share
    return radius * math.cos(angle) + noise * normal(), radius * math.sin(angle) + noise * normal()


def points(count, key, order_key):
    per_class = -(-count // classes)
    order = list(range(per_class))
    for i in range(per_class - 1, 0, -1):
        j = bits(order_key, i) * (i + 1) >> 32
        order[i], order[j] = order[j], order[i]
    x, y = [], []
    for i in range(count):
        own, drawn = mix((key ^ i) + 0x9E3779B9 & 0xFFFFFFFF), iter(range(1000))
        uniform = lambda: (bits(own, next(drawn)) >> 8) / 2**24
        normal = lambda: NormalDist().inv_cdf(uniform() + 2**-25)
        x.append(point(i % classes, order[i // classes] / per_class, uniform, normal))
        y.append(i % classes)
    return np.array(x, "float32"), np.array(y)


x_train, y_train = points(600, 0x4584DD10, 0x9C936A5D)
x_test, y_test = points(300, 0x23E5E079, 0x98C15D30)
x_train = x_train.reshape(-1, 2).astype("float32")
x_test = x_test.reshape(-1, 2).astype("float32")
y_train = y_train.astype("int64").reshape(-1)
y_test = y_test.astype("int64").reshape(-1)
y_train = keras.utils.to_categorical(y_train, 2)
y_test = keras.utils.to_categorical(y_test, 2)

# Model
model = keras.Sequential(
    [
        keras.Input(shape=(2,)),
        layers.Dense(32, activation="relu", name="dense"),
        layers.Dense(32, activation="relu", name="dense_1"),
        layers.Dense(16, activation="relu", name="dense_2"),
        layers.Dense(2, activation="softmax", name="dense_3"),
    ]
)
model.summary()

# Training
model.compile(
    optimizer=keras.optimizers.Adam(learning_rate=0.005),
    loss=keras.losses.CategoricalCrossentropy(),
    metrics=[keras.metrics.CategoricalAccuracy(name="accuracy")],
)

history = model.fit(
    x_train,
    y_train,
    batch_size=16,
    epochs=150,
    validation_split=0.2,
)

# Evaluation
results = model.evaluate(x_test, y_test, batch_size=16, return_dict=True)
for name, value in results.items():
    print(name, value)
