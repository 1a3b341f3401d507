"""Runs programs that Neuroloom has written and compares what they compute with what the engine computed.

usage: run.py keras|pytorch ASSETS, with the paths of the cases on standard input; one JSON line for each case.
"""

import contextlib
import gzip
import io
import json
import math
import os
import sys
import traceback
import types
import warnings

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "")
warnings.filterwarnings("ignore")

import numpy as np

framework, assets = sys.argv[1:3]


def read_idx(path):
    with gzip.open(path) as file:
        data = file.read()
    start = 4 + 4 * data[3]
    shape = np.frombuffer(data[4:start], ">u4")
    return np.frombuffer(data, ">u1", offset=start).reshape(shape)


def mnist(part):
    folder = os.path.join(assets, "datasets", "mnist")
    images = read_idx(os.path.join(folder, f"{part}-images-idx3-ubyte.gz"))
    return images, read_idx(os.path.join(folder, f"{part}-labels-idx1-ubyte.gz"))


if framework == "keras":
    import keras

    keras.datasets.mnist.load_data = lambda: (mnist("train"), mnist("t10k"))
    import tensorflow as tf

    # The same operations one by one: building a graph would take far longer than these few steps.
    tf.config.run_functions_eagerly(True)
else:
    import torch

    torch.set_num_threads(1)

    class Mnist:
        def __init__(self, root, train, download):
            images, labels = mnist("train" if train else "t10k")
            self.data, self.targets = torch.tensor(images), torch.tensor(labels.astype("int64"))

    torchvision = types.ModuleType("torchvision")
    torchvision.datasets = types.ModuleType("torchvision.datasets")
    torchvision.datasets.MNIST = Mnist
    sys.modules["torchvision"] = torchvision
    sys.modules["torchvision.datasets"] = torchvision.datasets


def difference(ours, theirs):
    """The largest difference, as a share where the numbers are large."""
    a, b = np.asarray(ours, "float64").ravel(), np.asarray(theirs, "float64").ravel()
    if a.shape != b.shape:
        return math.inf
    far = np.abs(a - b) / np.maximum(1, np.maximum(np.abs(a), np.abs(b)))
    return float(np.nan_to_num(far, nan=math.inf).max(initial=0))


class Keras:
    def params(self, names, case):
        model = names["model"]
        trainable = sum(int(np.prod(weight.shape)) for weight in model.trainable_variables)
        return {"params": model.count_params(), "trainable": trainable}

    def load(self, names, weights):
        for row in weights:
            arrays = [np.array(one["data"], "float32").reshape(one["shape"]) for one in row["weights"]]
            layer = names["model"].get_layer(row["layer"])
            layer.set_weights(arrays)
            if hasattr(layer, "finalize_state"):
                layer.finalize_state()

    def outputs(self, names, case):
        x = names["x_train"][: case["count"]]
        outputs = names["model"](x, training=False)
        return {name: np.asarray(one) for name, one in outputs.items()} if isinstance(outputs, dict) else outputs

    def samples(self, names, case):
        return names["x_train"][: case["count"]]

    def epochs(self, names):
        history = names["history"].history
        return [{name: values[i] for name, values in history.items()} for i in range(len(history["loss"]))]

    def keys(self, case):
        """Keras's names of heads, in order, from ours."""
        return None


class Torch:
    def params(self, names, case):
        trainable = sum(one.numel() for one in names["model"].parameters() if one.requires_grad)
        return {"trainable": trainable}

    def load(self, names, weights):
        state = names["model"].state_dict()
        for row in weights:
            state[row["path"]].copy_(torch.tensor(row["data"]).reshape(state[row["path"]].shape))

    def outputs(self, names, case):
        model = names["model"].eval()
        with torch.no_grad():
            outputs = model(names["x_train"][: case["count"]])
        turn = lambda x: (x.permute(0, 2, 3, 1) if x.ndim == 4 else x).numpy()
        return {name: turn(one) for name, one in outputs.items()} if isinstance(outputs, dict) else turn(outputs)

    def samples(self, names, case):
        x = names["x_train"][: case["count"]]
        return (x.permute(0, 2, 3, 1) if x.ndim == 4 else x).numpy()

    def epochs(self, names):
        return names["history"]


side = Keras() if framework == "keras" else Torch()


def check(case):
    program = case["programs"][framework]
    failures, verdict = [], {}
    names = {"__name__": "__main__"}
    os.chdir(case["folder"])

    def run(section):
        exec(compile(program["sections"][section], f"<{section}>", "exec"), names)

    for section in ("imports", "data", "model"):
        run(section)
    for name, count in side.params(names, case).items():
        if count != case[name]:
            failures.append(f"{count} {name}, not {case[name]}")
    far = difference(side.samples(names, case), case["samples"])
    if far > 1e-5:
        failures.append(f"samples differ by {far:.1e}")
    side.load(names, program["weights"])
    outputs = side.outputs(names, case)
    rows = list(outputs.values()) if isinstance(outputs, dict) else [outputs]
    verdict["forward"] = max(difference(ours["outputs"], np.asarray(row)) for ours, row in zip(case["heads"], rows))
    if not verdict["forward"] <= 1e-4:
        failures.append(f"outputs differ by {verdict['forward']:.1e}")
    if not case["isForwardOnly"]:
        run("training")
        run("fit")
        epochs = side.epochs(names)
        if not all(math.isfinite(one["loss"]) for one in epochs):
            failures.append("the loss is not finite")
        verdict["losses"] = 0
        for i, (ours, theirs) in enumerate(zip(case["epochs"], epochs)):
            wanted = {"loss": ours["loss"], "val_loss": ours["val_loss"]}
            wanted |= {f"val_{name}": value for name, value in ours["metrics"].items()}
            for name, value in wanted.items():
                if value is None or (name not in theirs and framework == "keras" and is_left_out(name, program)):
                    continue
                far = difference(value, theirs.get(name, math.nan))
                verdict["losses"] = max(verdict["losses"], far)
                if not far <= case["tolerance"]:
                    failures.append(f"epoch {i + 1}: {name} is {theirs.get(name)}, not {value}")
        run("evaluation")
    return {"failures": failures, **verdict}


def is_left_out(name, program):
    return f"measures {name.removeprefix('val_')} as" in program["sections"]["training"]


for line in sys.stdin:
    with open(line.strip()) as file:
        case = json.load(file)
    printed = io.StringIO()
    try:
        with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
            verdict = check(case)
    except BaseException as error:
        last = traceback.extract_tb(error.__traceback__)[-1]
        where = next((one for one in reversed(traceback.extract_tb(error.__traceback__)) if one.filename.startswith("<")), last)
        message = str(error).strip().replace("\n", " ")[:300]
        verdict = {"failures": [f"{type(error).__name__} in {where.filename} line {where.lineno}: {message}"]}
    if framework == "keras":
        keras.backend.clear_session()
    print(json.dumps({"name": case["name"], **verdict}), flush=True)
