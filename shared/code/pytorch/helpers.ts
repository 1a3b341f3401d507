/** Modules and functions that a program brings along, by name; a program has those that it uses. */
export const TORCH_HELPERS: Readonly<Record<string, string>> = {
  GaussianNoise: `
class GaussianNoise(nn.Module):
    """Adds normal noise while training."""

    def __init__(self, stddev):
        super().__init__()
        self.stddev = stddev

    def forward(self, x):
        return x + self.stddev * torch.randn_like(x) if self.training else x`,
  Normalization: `
class Normalization(nn.Module):
    """Brings features to mean 0 and variance 1, by numbers that are given or read from the data."""

    def __init__(self, mean, variance, invert=False):
        super().__init__()
        self.register_buffer("mean", mean)
        self.register_buffer("variance", variance)
        self.invert = invert

    def adapt(self, x):
        axes = [axis for axis, size in enumerate(self.mean.shape) if size == 1]
        self.mean.copy_(x.mean(axes, keepdim=True))
        self.variance.copy_(x.var(axes, unbiased=False, keepdim=True))

    def forward(self, x):
        deviation = self.variance.sqrt().clamp(min=1e-7)
        return self.mean + x * deviation if self.invert else (x - self.mean) / deviation`,
  LayerNorm: `
class LayerNorm(nn.Module):
    """Layer normalization over any axes; gamma and beta are as large as these axes, or absent."""

    def __init__(self, axes, gamma=None, beta=None, epsilon=1e-3):
        super().__init__()
        self.axes, self.epsilon = axes, epsilon
        self.gamma = None if gamma is None else nn.Parameter(torch.ones(gamma))
        self.beta = None if beta is None else nn.Parameter(torch.zeros(beta))

    def forward(self, x):
        mean, variance = x.mean(self.axes, True), x.var(self.axes, False, True)
        x = (x - mean) / (variance + self.epsilon).sqrt()
        x = x if self.gamma is None else x * self.gamma
        return x if self.beta is None else x + self.beta`,
  PReLU: `
class PReLU(nn.Module):
    """ReLU with learned slopes below 0, of any shape."""

    def __init__(self, *shape):
        super().__init__()
        self.alpha = nn.Parameter(torch.zeros(shape))

    def forward(self, x):
        return x.relu() - self.alpha * (-x).relu()`,
  PositionEmbedding: `
class PositionEmbedding(nn.Module):
    """Adds a learned vector for each position of a sequence."""

    def __init__(self, steps, features):
        super().__init__()
        self.embeddings = nn.Parameter(nn.init.xavier_uniform_(torch.empty(steps, features)))

    def forward(self, x):
        return x + self.embeddings`,
  MultiHeadAttention: `
class MultiHeadAttention(nn.Module):
    """Attention whose heads may be of any size."""

    def __init__(self, features, heads, key_dim, value_dim, output, dropout=0.0, causal=False, bias=True):
        super().__init__()
        query, key, value = features
        self.heads, self.dropout, self.causal = heads, dropout, causal
        self.query = nn.Linear(query, heads * key_dim, bias=bias)
        self.key = nn.Linear(key, heads * key_dim, bias=bias)
        self.value = nn.Linear(value, heads * value_dim, bias=bias)
        self.attention_output = nn.Linear(heads * value_dim, output, bias=bias)

    def forward(self, query, value, key):
        split = lambda x: x.unflatten(-1, (self.heads, -1)).transpose(1, 2)
        x = F.scaled_dot_product_attention(
            split(self.query(query)),
            split(self.key(key)),
            split(self.value(value)),
            dropout_p=self.dropout if self.training else 0.0,
            is_causal=self.causal,
        )
        return self.attention_output(x.transpose(1, 2).flatten(2))`,
  Recurrent: `
class Recurrent(nn.Module):
    """SimpleRNN, LSTM or GRU step by step, with options that PyTorch's own do not have."""

    def __init__(
        self, kind, features, units, activation, gate=None,
        bias=True, reset_after=True, dropout=0.0, recurrent_dropout=0.0,
    ):
        super().__init__()
        self.kind, self.units, self.reset_after = kind, units, reset_after
        self.activation, self.gate = activation, gate
        self.dropout, self.recurrent_dropout = dropout, recurrent_dropout
        self.gates = {"SimpleRNN": 1, "LSTM": 4, "GRU": 3}[kind]
        width = self.gates * units
        self.kernel = nn.Parameter(nn.init.xavier_uniform_(torch.empty(features, width)))
        self.recurrent_kernel = nn.Parameter(nn.init.orthogonal_(torch.empty(units, width)))
        shape = (2, width) if kind == "GRU" and reset_after else (width,)
        self.bias = nn.Parameter(torch.zeros(shape)) if bias else None

    def masks(self, like, rate):
        """What is dropped, for every gate, the same at all steps."""
        ones = torch.ones_like(like)
        return [F.dropout(ones, rate, self.training) for _ in range(self.gates)]

    def product(self, x, kernel, masks):
        parts = zip(masks, kernel.chunk(len(masks), 1))
        return torch.cat([(x * mask) @ part for mask, part in parts], -1)

    def forward(self, x):
        """The output of every step."""
        h = x.new_zeros(len(x), self.units)
        c = h
        own, inner = self.masks(x[:, 0], self.dropout), self.masks(h, self.recurrent_dropout)
        bias = self.bias if self.bias is not None else 0.0
        if self.kind == "GRU" and self.reset_after and self.bias is not None:
            bias, inner_bias = self.bias
        else:
            inner_bias = 0.0
        outputs = []
        for step in x.unbind(1):
            sums = self.product(step, self.kernel, own) + bias
            if self.kind == "SimpleRNN":
                h = self.activation(sums + self.product(h, self.recurrent_kernel, inner))
            elif self.kind == "LSTM":
                i, f, g, o = (sums + self.product(h, self.recurrent_kernel, inner)).chunk(4, -1)
                c = self.gate(f) * c + self.gate(i) * self.activation(g)
                h = self.gate(o) * self.activation(c)
            else:
                kernel = self.recurrent_kernel
                two = 2 * self.units
                if self.reset_after:
                    hidden = self.product(h, kernel, inner) + inner_bias
                    z, r = self.gate(sums[:, :two] + hidden[:, :two]).chunk(2, -1)
                    n = self.activation(sums[:, two:] + r * hidden[:, two:])
                else:
                    hidden = self.product(h, kernel[:, :two], inner[:2])
                    z, r = self.gate(sums[:, :two] + hidden).chunk(2, -1)
                    n = self.activation(sums[:, two:] + (r * h * inner[2]) @ kernel[:, two:])
                h = z * h + (1 - z) * n
            outputs.append(h)
        return torch.stack(outputs, 1)`,
  both_directions: `
def both_directions(steps, mode, all_steps):
    """Puts the two readings of a sequence together, at every step or where each one ends."""
    forward, backward = steps.chunk(2, -1)
    if not all_steps:
        forward, backward = forward[:, -1], backward[:, 0]
    if mode == "concat":
        return torch.cat([forward, backward], -1)
    return {"sum": forward + backward, "mul": forward * backward, "ave": (forward + backward) / 2}[mode]`,
  RandomFlip: `
class RandomFlip(nn.Module):
    """Mirrors each image or not, while training."""

    def __init__(self, mode):
        super().__init__()
        self.mode = mode

    def forward(self, x):
        if not self.training:
            return x
        for axis, name in ((3, "horizontal"), (2, "vertical")):
            if name in self.mode:
                flips = torch.rand(len(x), 1, 1, 1, device=x.device) < 0.5
                x = torch.where(flips, x.flip(axis), x)
        return x`,
  RandomAffine: `
class RandomAffine(nn.Module):
    """Shifts, turns or zooms each image at random, while training."""

    def __init__(
        self, shift=((0, 0), (0, 0)), turn=(0, 0), zoom=((0, 0), (0, 0)), same_zoom=False,
        fill="reflection", mode="bilinear", fill_value=0.0,
    ):
        super().__init__()
        self.shift, self.turn, self.zoom, self.same_zoom = shift, turn, zoom, same_zoom
        self.fill, self.mode, self.fill_value = fill, mode, fill_value

    def forward(self, x):
        if not self.training:
            return x
        count, _, height, width = x.shape
        draw = lambda ends: torch.empty(count, 1, 1, device=x.device).uniform_(*sorted(ends))
        rows = (torch.arange(height, device=x.device) - (height - 1) / 2).reshape(1, -1, 1)
        columns = (torch.arange(width, device=x.device) - (width - 1) / 2).reshape(1, 1, -1)
        angle = 2 * torch.pi * draw(self.turn)
        down = 1 + draw(self.zoom[0])
        across = down if self.same_zoom else 1 + draw(self.zoom[1])
        from_row = (angle.sin() * columns + angle.cos() * rows) * down - draw(self.shift[0]) * height
        from_column = (angle.cos() * columns - angle.sin() * rows) * across - draw(self.shift[1]) * width
        grid = torch.stack([2 * from_column / width, 2 * from_row / height], -1)
        fill = self.fill
        if fill == "wrap":
            grid, fill = torch.remainder(grid + 1, 2) - 1, "border"
        options = dict(mode=self.mode, padding_mode=fill, align_corners=False)
        return F.grid_sample(x - self.fill_value, grid, **options) + self.fill_value`,
  RandomContrast: `
class RandomContrast(nn.Module):
    """Moves each image towards the means of its channels or away from them, while training."""

    def __init__(self, low, high, value_range):
        super().__init__()
        self.low, self.high, self.value_range = low, high, value_range

    def forward(self, x):
        if not self.training:
            return x
        factor = torch.empty(len(x), 1, 1, 1, device=x.device).uniform_(self.low, self.high)
        mean = x.mean((2, 3), True)
        return ((x - mean) * factor + mean).clamp(*self.value_range)`,
  RandomCrop: `
class RandomCrop(nn.Module):
    """A part of the images, the same one for a whole batch, while training; else the middle, resized."""

    def __init__(self, height, width):
        super().__init__()
        self.height, self.width = height, width

    def forward(self, x):
        height, width = x.shape[2:]
        if self.training and height >= self.height and width >= self.width:
            top = int(torch.randint(height - self.height + 1, ()))
            left = int(torch.randint(width - self.width + 1, ()))
            return x[:, :, top : top + self.height, left : left + self.width]
        high = min(height, int(width * self.height / self.width))
        wide = min(width, int(height * self.width / self.height))
        top, left = int((height - high) / 2), int((width - wide) / 2)
        part = x[:, :, top : top + high, left : left + wide]
        return F.interpolate(part, (self.height, self.width), mode="bilinear")`,
};
