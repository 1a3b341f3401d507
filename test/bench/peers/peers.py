"""Keras or PyTorch as one side of the comparison: `peers.py keras|torch`.

Reads requests, one JSON a line, and answers each with one line. {"open": net}: makes the network, its data and its first steps.
{"steps": n}: trains n batches and tells the milliseconds of each.
"""

import json
import os
import sys
import time

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import numpy as np

SAMPLES = 8192


def data_of(net):
    random = np.random.default_rng(1)
    count = max(net["batch"] * 16, min(SAMPLES, 200_000_000 // (4 * int(np.prod(net["shape"])))))
    count -= count % net["batch"]
    x = random.random((count, *net["shape"]), dtype=np.float32)
    y = random.integers(0, net["classes"], count)
    return x, y


def keras_side():
    import keras
    from keras import layers

    def block(x, layer, params):
        if layer == "Residual":
            y = layers.Conv2D(params["filters"], 3, padding="same", activation="relu")(x)
            y = layers.Conv2D(params["filters"], 3, padding="same")(y)
            return layers.ReLU()(layers.Add()([x, y]))
        names = {"kernelSize": "kernel_size", "poolSize": "pool_size"}
        return getattr(layers, layer)(**{names.get(key, key): value for key, value in params.items()})(x)

    def open_net(net):
        x, y = data_of(net)
        is_binary = net["classes"] == 2
        inputs = keras.Input(net["shape"])
        output = inputs
        for layer, params in net["layers"]:
            output = block(output, layer, params)
        model = keras.Model(inputs, output)
        loss = "binary_crossentropy" if is_binary else "sparse_categorical_crossentropy"
        model.compile(optimizer="adam", loss=loss, metrics=["accuracy"])
        y = y.astype(np.float32).reshape(-1, 1) if is_binary else y

        def train(steps):
            batch = net["batch"]
            rest = steps
            while rest > 0:
                part = min(rest, len(x) // batch)
                model.fit(x[: part * batch], y[: part * batch], batch_size=batch, epochs=1, verbose=0)
                rest -= part

        return train, model.count_params()

    return open_net, keras.__version__


def torch_side():
    import torch
    from torch import nn

    class Residual(nn.Module):
        def __init__(self, filters):
            super().__init__()
            self.first = nn.Conv2d(filters, filters, 3, padding=1)
            self.second = nn.Conv2d(filters, filters, 3, padding=1)

        def forward(self, x):
            return torch.relu(x + self.second(torch.relu(self.first(x))))

    class Last(nn.Module):
        def __init__(self, size, units):
            super().__init__()
            self.lstm = nn.LSTM(size, units, batch_first=True)

        def forward(self, x):
            return self.lstm(x)[0][:, -1]

    activations = {"relu": nn.ReLU, "tanh": nn.Tanh, "sigmoid": nn.Sigmoid}

    def module_of(layer, params, shape):
        """The layer for an input of `shape`, without its batch. The loss takes logits."""
        match layer:
            case "Dense":
                return nn.Linear(shape[0], params["units"])
            case "Conv2D":
                padding = "same" if params.get("padding") == "same" else 0
                return nn.Conv2d(shape[0], params["filters"], tuple(params["kernelSize"]), padding=padding)
            case "MaxPooling2D":
                return nn.MaxPool2d(2)
            case "AveragePooling2D":
                return nn.AvgPool2d(2)
            case "GlobalAveragePooling2D":
                return nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Flatten())
            case "BatchNormalization":
                return nn.BatchNorm2d(shape[0], eps=1e-3, momentum=0.01)
            case "ReLU":
                return nn.ReLU()
            case "Flatten":
                return nn.Flatten()
            case "Residual":
                return Residual(params["filters"])
            case "LSTM":
                return Last(shape[1], params["units"])
        raise ValueError(layer)

    def open_net(net):
        x, y = data_of(net)
        x = torch.from_numpy(x)
        if x.ndim == 4:
            x = x.permute(0, 3, 1, 2).contiguous()
        modules, sample = [], x[:2]
        is_binary = net["classes"] == 2
        for index, (layer, params) in enumerate(net["layers"]):
            modules.append(module_of(layer, params, sample.shape[1:]))
            activation = params.get("activation") if layer in ("Dense", "Conv2D") else None
            if activation in activations and index < len(net["layers"]) - 1:
                modules.append(activations[activation]())
            with torch.no_grad():
                sample = nn.Sequential(*modules)(x[:2])
        model = nn.Sequential(*modules)
        y = torch.from_numpy(y.astype(np.float32).reshape(-1, 1) if is_binary else y)
        loss_of = nn.BCEWithLogitsLoss() if is_binary else nn.CrossEntropyLoss()
        optimizer = torch.optim.Adam(model.parameters())

        def train(steps):
            batch, order = net["batch"], None
            per_epoch = len(x) // batch
            for step in range(steps):
                at = step % per_epoch
                if at == 0:
                    order = torch.randperm(len(x))
                rows = order[at * batch : (at + 1) * batch]
                optimizer.zero_grad()
                loss_of(model(x[rows]), y[rows]).backward()
                optimizer.step()

        return train, sum(p.numel() for p in model.parameters() if p.requires_grad)

    return open_net, torch.__version__


def main():
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    open_net, version = {"keras": keras_side, "torch": torch_side}[sys.argv[1]]()

    def answer(value):
        answers.write(json.dumps(value) + "\n")
        answers.flush()

    answer({"version": version})
    train = None
    for line in sys.stdin:
        request = json.loads(line)
        if "open" in request:
            train, weights = open_net(request["open"])
            train(6)
            answer({"weights": weights})
        else:
            started = time.perf_counter()
            train(request["steps"])
            answer({"ms": (time.perf_counter() - started) * 1000 / request["steps"]})


main()
