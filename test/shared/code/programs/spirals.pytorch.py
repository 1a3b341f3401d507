import math
from collections import OrderedDict
from statistics import NormalDist

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

torch.manual_seed(1)
device = torch.device("cuda" if torch.cuda.is_available() else "cpu")

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
split = int(len(x_train) * (1 - 0.2))
x_train, x_test = (torch.from_numpy(x) for x in (x_train, x_test))
y_train, y_test = torch.from_numpy(y_train), torch.from_numpy(y_test)

# Model
model = nn.Sequential(
    OrderedDict(
        [
            ("dense", nn.Sequential(nn.Linear(2, 32), nn.ReLU())),
            ("dense_1", nn.Sequential(nn.Linear(32, 32), nn.ReLU())),
            ("dense_2", nn.Sequential(nn.Linear(32, 16), nn.ReLU())),
            ("dense_3", nn.Sequential(nn.Linear(16, 2), nn.Softmax(dim=1))),
        ]
    )
)
nn.init.xavier_uniform_(model.dense[0].weight)
nn.init.zeros_(model.dense[0].bias)
nn.init.xavier_uniform_(model.dense_1[0].weight)
nn.init.zeros_(model.dense_1[0].bias)
nn.init.xavier_uniform_(model.dense_2[0].weight)
nn.init.zeros_(model.dense_2[0].bias)
nn.init.xavier_uniform_(model.dense_3[0].weight)
nn.init.zeros_(model.dense_3[0].bias)
model = model.to(device)
print(model)

# Training


def loss_of(prediction, target):
    """Categorical cross-entropy, one number a sample."""
    target = F.one_hot(target, 2).float()
    log = prediction.clamp(min=1e-37).log()
    return -(target * log).sum(1)


def losses(outputs, x, y):
    """The loss of each sample."""
    return loss_of(outputs, y)


def measure(outputs, x, y):
    """The metrics of a whole set."""
    values = {}
    p = outputs
    c = y
    values["accuracy"] = (p.argmax(1) == c).float().mean()
    return {name: value.tolist() for name, value in values.items()}


@torch.no_grad()
def evaluate(x, y):
    """Loss and metrics of samples that are not trained on."""
    model.eval()
    seen = [model(part) for part in x.split(256)]
    outputs = torch.cat(seen)
    loss = losses(outputs, x, y).mean()
    return {"loss": loss.item(), **measure(outputs, x, y)}


trained = [weight for weight in model.parameters() if weight.requires_grad]
optimizer = torch.optim.Adam(trained, lr=0.005, betas=(0.9, 0.999), eps=1e-7)

history, step = [], 0
for epoch in range(150):
    model.train()
    order = torch.randperm(split)
    total, seen = 0.0, []
    for batch in order.split(16):
        x, y = x_train[batch].to(device), y_train[batch].to(device)
        outputs = model(x)
        loss = losses(outputs, x, y).mean()
        optimizer.zero_grad()
        loss.backward()
        step += 1
        optimizer.step()
        total += loss.item() * len(batch)
        seen.append(outputs.detach())
    outputs = torch.cat(seen)
    measured = measure(outputs, x_train[order].to(device), y_train[order].to(device))
    logs = {"loss": total / len(order), **measured}
    validation = evaluate(x_train[split:].to(device), y_train[split:].to(device))
    logs |= {f"val_{name}": value for name, value in validation.items()}
    print(epoch + 1, logs)
    history.append(logs)

# Evaluation
for name, value in evaluate(x_test.to(device), y_test.to(device)).items():
    print(name, value)
