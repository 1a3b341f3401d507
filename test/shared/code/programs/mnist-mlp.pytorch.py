import torch
from torch import nn
from torch.nn import functional as F
from torchvision import datasets

torch.manual_seed(1)
device = torch.device("cuda" if torch.cuda.is_available() else "cpu")

# Data
# Handwritten digits; the first call downloads them.
train, test = (datasets.MNIST("data", train=part, download=True) for part in (True, False))
x_train, y_train = train.data.numpy(), train.targets.numpy()
x_test, y_test = test.data.numpy(), test.targets.numpy()
# Neuroloom trains on 10000 of these 60000 digits, in an order of its own; here it is the first 10000.
x_train, y_train = x_train[:10000], y_train[:10000]
x_train = x_train.reshape(-1, 28, 28, 1).astype("float32") / 255
x_test = x_test.reshape(-1, 28, 28, 1).astype("float32") / 255
y_train = y_train.astype("int64").reshape(-1)
y_test = y_test.astype("int64").reshape(-1)
split = int(len(x_train) * (1 - 0.1))
x_train, x_test = (torch.from_numpy(x).permute(0, 3, 1, 2).contiguous() for x in (x_train, x_test))
y_train, y_test = torch.from_numpy(y_train), torch.from_numpy(y_test)

# Model


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.dense = nn.Sequential(nn.Linear(784, 50), nn.ReLU())
        self.dense_1 = nn.Sequential(nn.Linear(50, 50), nn.ReLU())
        self.dense_2 = nn.Sequential(nn.Linear(50, 50), nn.ReLU())
        self.dense_3 = nn.Sequential(nn.Linear(50, 50), nn.ReLU())
        self.dense_4 = nn.Sequential(nn.Linear(50, 10), nn.Softmax(dim=1))
        nn.init.xavier_uniform_(self.dense[0].weight)
        nn.init.zeros_(self.dense[0].bias)
        nn.init.xavier_uniform_(self.dense_1[0].weight)
        nn.init.zeros_(self.dense_1[0].bias)
        nn.init.xavier_uniform_(self.dense_2[0].weight)
        nn.init.zeros_(self.dense_2[0].bias)
        nn.init.xavier_uniform_(self.dense_3[0].weight)
        nn.init.zeros_(self.dense_3[0].bias)
        nn.init.xavier_uniform_(self.dense_4[0].weight)
        nn.init.zeros_(self.dense_4[0].bias)

    def forward(self, x):
        x = x.flatten(1)
        x = self.dense(x)
        x = self.dense_1(x)
        x = self.dense_2(x)
        x = self.dense_3(x)
        x = self.dense_4(x)
        return x


model = Net()
model = model.to(device)
print(model)

# Training


def loss_of(prediction, target):
    """Categorical cross-entropy, one number a sample."""
    target = F.one_hot(target, 10).float()
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
optimizer = torch.optim.Adam(trained, lr=0.001, betas=(0.9, 0.999), eps=1e-7)

history, step = [], 0
for epoch in range(5):
    model.train()
    order = torch.randperm(split)
    total, seen = 0.0, []
    for batch in order.split(32):
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
