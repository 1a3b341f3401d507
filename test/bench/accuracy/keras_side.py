"""Keras's side of the comparison: `keras_side.py <folder of MNIST>`.

Reads trainings, one JSON a line ({"setting": ..., "seed": n}), and answers each with {"accuracy": on the test images}.
"""

import gzip
import json
import os
import re
import sys

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import numpy as np


def values_of(path, header):
    with gzip.open(path) as file:
        return np.frombuffer(file.read(), np.uint8, offset=header)


def split_of(folder, name):
    x = values_of(os.path.join(folder, f"{name}-images-idx3-ubyte.gz"), 16).reshape(-1, 28, 28, 1)
    return x.astype(np.float32) / 255, values_of(os.path.join(folder, f"{name}-labels-idx1-ubyte.gz"), 8)


def in_snake_case(params):
    return {re.sub("[A-Z]", lambda letter: f"_{letter[0].lower()}", key): value for key, value in params.items()}


def main():
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    import keras

    def answer(value):
        answers.write(json.dumps(value) + "\n")
        answers.flush()

    x, y = split_of(sys.argv[1], "train")
    test_x, test_y = split_of(sys.argv[1], "t10k")
    answer({"version": keras.__version__})
    for line in sys.stdin:
        request = json.loads(line)
        setting = request["setting"]
        keras.backend.clear_session()
        keras.utils.set_random_seed(request["seed"])
        layers = [
            getattr(keras.layers, name)(**in_snake_case(params[0] if params else {}))
            for name, *params in setting["layers"]
        ]
        model = keras.Sequential([keras.Input(x.shape[1:]), *layers])
        optimizer = getattr(keras.optimizers, setting["optimizer"]["type"])(
            learning_rate=float(setting["learningRate"]), **in_snake_case(setting["optimizer"]["params"])
        )
        model.compile(optimizer, "sparse_categorical_crossentropy", metrics=["accuracy"])
        # With set_random_seed fit() would take the samples of every epoch in the order of the first: TensorFlow's shuffling starts
        # anew with each pass over the data. Without a seed it shuffles every epoch, and so does this.
        shuffler = np.random.default_rng(request["seed"])
        for _ in range(setting["epochs"]):
            order = shuffler.permutation(len(x))
            model.fit(x[order], y[order], batch_size=setting["batchSize"], shuffle=False, verbose=0)
        answer({"accuracy": model.evaluate(test_x, test_y, batch_size=500, verbose=0)[1]})


main()
