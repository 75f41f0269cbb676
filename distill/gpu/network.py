"""The network of distill.train.Pass and the optimizer of distill.train.Optimizer, in PyTorch."""

import math

import torch
import torch.nn.functional as F

HEAD = 32
ROPE_BASE = 10_000.0
EPSILON = 1e-5


class Network:
    """Weights in one flat tensor, laid out as distill.train.Parameters: embedding, gain, then four matrices a layer."""

    def __init__(self, sizes, vocabulary, device):
        self.sizes, self.vocabulary = sizes, vocabulary
        self.projected, self.mixed = projected, mixed
        width, feed, kv = sizes["width"], sizes["feed_forward"], sizes["kv_heads"] * HEAD
        rows = (vocabulary + 31) // 32 * 32
        layer = {"qkv": (width + 2 * kv, width), "output": (width, width), "gate_up": (2 * feed, width), "down": (width, feed)}
        shapes = {"embedding": (rows, width), "norm": (1, width)}
        for i in range(sizes["layers"]):
            shapes.update({f"layers.{i}.{name}": shape for name, shape in layer.items()})
        size = sum(r * c for r, c in shapes.values())
        self.flat = torch.zeros(size, device=device)
        self.gradient = torch.zeros(size, device=device)
        self.offsets, self.matrices = {}, {}
        at = 0
        for name, (r, c) in shapes.items():
            matrix = self.flat[at : at + r * c].view(r, c).detach().requires_grad_()
            # Gradients are added up in place, side by side.
            matrix.grad = self.gradient[at : at + r * c].view(r, c)
            self.offsets[name], self.matrices[name] = at, matrix
            at += r * c
        self.adam_size = self.offsets["layers.0.qkv"]
        # Positions' angles in double precision, then rounded, as in engine.kernel.vector.training.Rotary.
        angles = torch.arange(sizes["context"], dtype=torch.float64)[:, None] * ROPE_BASE ** (
            -2.0 * torch.arange(HEAD // 2, dtype=torch.float64) / HEAD
        )
        self.cos, self.sin = angles.cos().float().to(device), angles.sin().float().to(device)

    @torch.no_grad()
    def start(self, seed, same_as):
        """Weights to start from, distributed as those of distill.train.Initial; the numbers are others."""
        torch.manual_seed(seed)
        for name, matrix in self.matrices.items():
            if name == "norm":
                matrix.fill_(0.08)
                continue
            deviation = 0.25 if name == "embedding" else 1 / math.sqrt(matrix.shape[1])
            share = 0.02 if name.endswith((".output", ".down")) else 1
            matrix.copy_(torch.randn(matrix.shape) * deviation * share)
        embedding = self.matrices["embedding"]
        embedding[self.vocabulary :] = 0
        for token, other in same_as:
            embedding[token] = embedding[other]

    def compile(self):
        """Has PyTorch make one kernel of neighbouring operations, on a GPU."""
        self.projected, self.mixed = torch.compile(projected), torch.compile(mixed)

    def logits(self, batch):
        """Rows of logits, in f32, one for each row of the batch with a loss."""
        sizes, m = self.sizes, self.matrices
        heads, kv = sizes["heads"], sizes["kv_heads"]
        cos = self.cos.index_select(0, batch.positions)[:, None]
        sin = self.sin.index_select(0, batch.positions)[:, None]
        x = F.embedding(batch.tokens, m["embedding"])
        # Looks at validation samples are too few to compile for.
        before, after = (self.projected, self.mixed) if torch.is_grad_enabled() else (projected, mixed)
        for i in range(sizes["layers"]):
            qkv = before(x, m[f"layers.{i}.qkv"], cos, sin, heads + kv)
            attention = attend(qkv, batch, heads, kv)
            if i == sizes["layers"] - 1:
                # Only rows with a loss go on.
                x, attention = Taken.apply(x, batch.loss_rows), Taken.apply(attention, batch.loss_rows)
            x = after(x, attention, *(m[f"layers.{i}.{name}"] for name in ("output", "gate_up", "down")))
        # The tied embedding is the output's matrix; its rows beyond the vocabulary are never predicted.
        return F.linear(norm(x) * m["norm"], m["embedding"][: self.vocabulary]).float()

    def losses(self, batch):
        """-ln of each right token's probability."""
        return F.cross_entropy(self.logits(batch), batch.targets, reduction="none")

    def losses_and_best(self, batch):
        """-ln of each right token's probability, and the likeliest token of each row."""
        logits = self.logits(batch)
        return F.cross_entropy(logits, batch.targets, reduction="none"), logits.argmax(1)


class Taken(torch.autograd.Function):
    """Some rows; none of them twice, which makes the way back a copy."""

    @staticmethod
    def forward(ctx, x, rows):
        ctx.save_for_backward(rows)
        ctx.size = x.shape[0]
        return x.index_select(0, rows)

    @staticmethod
    def backward(ctx, gradient):
        (rows,) = ctx.saved_tensors
        return gradient.new_zeros(ctx.size, *gradient.shape[1:]).index_copy_(0, rows, gradient), None


class Placed(torch.autograd.Function):
    """Rows at their places among rows of zeros."""

    @staticmethod
    def forward(ctx, x, rows, size):
        ctx.save_for_backward(rows)
        return x.new_zeros(size, *x.shape[1:]).index_copy_(0, rows, x)

    @staticmethod
    def backward(ctx, gradient):
        return gradient.index_select(0, ctx.saved_tensors[0]), None, None


def projected(x, matrix, cos, sin, turning):
    """Queries, keys and values; the first heads with their positions."""
    qkv = F.linear(norm(x), matrix).view(x.shape[0], -1, HEAD)
    return torch.cat([turn(qkv[:, :turning], cos, sin).to(qkv.dtype), qkv[:, turning:]], 1)


def mixed(x, attention, output, gate_up, down):
    """The rest of a layer."""
    x = x + F.linear(attention, output)
    gate, up = F.linear(norm(x), gate_up).chunk(2, 1)
    return x + F.linear(F.silu(gate) * up, down)


def norm(x):
    """Root-mean-square normalisation without a gain."""
    x = x.float()
    return x * torch.rsqrt(x.square().mean(-1, keepdim=True) + EPSILON)


def turn(x, cos, sin):
    """Rotary positions on neighbouring pairs."""
    even, odd = x[..., 0::2].float(), x[..., 1::2].float()
    return torch.stack([even * cos - odd * sin, odd * cos + even * sin], -1).flatten(-2)


def attend(qkv, batch, heads, kv):
    """Causal attention within each sample: samples are padded to the length of their group, and what is padded comes last,
    where no query looks."""
    padded = Placed.apply(qkv, batch.slots, sum(count * length for count, length in batch.groups))
    outs = []
    for part, (count, length) in zip(padded.split([count * length for count, length in batch.groups]), batch.groups):
        q, k, v = part.view(count, length, -1, HEAD).transpose(1, 2).split([heads, kv, kv], 1)
        k, v = k.repeat_interleave(heads // kv, 1), v.repeat_interleave(heads // kv, 1)
        outs.append(attended(q, k, v).transpose(1, 2).reshape(count * length, heads * HEAD))
    return Taken.apply(torch.cat(outs), batch.slots)


def attended(q, k, v):
    """Values by the causal attention of queries to keys."""
    if hasattr(F, "scaled_dot_product_attention"):
        return F.scaled_dot_product_attention(q, k, v, is_causal=True)
    # PyTorch 1.
    later = torch.ones(q.shape[2], q.shape[2], dtype=torch.bool, device=q.device).triu(1)
    scores = (q @ k.transpose(2, 3) / math.sqrt(HEAD)).masked_fill(later, -math.inf)
    return scores.softmax(-1) @ v


def single(number):
    """Rounded to 32 bits, as the constants are there."""
    return torch.tensor(number, dtype=torch.float32).item()


class Optimizer:
    """Muon (Jordan et al., 2024) for the matrices of the layers, Adam (Kingma and Ba, 2014) for embedding and gain."""

    MOMENTUM, BETA1, BETA2 = single(0.95), single(0.9), single(0.98)
    SMALLEST = 1e-30

    def __init__(self, network):
        self.network = network
        self.momentum = torch.zeros_like(network.flat[network.adam_size :])
        self.mean = torch.zeros_like(network.flat[: network.adam_size])
        self.square = torch.zeros_like(self.mean)
        # Queries, keys and values are orthogonalised each by themselves, and so are gate and up. Blocks of one shape
        # are done together.
        sizes = network.sizes
        width, feed, kv = sizes["width"], sizes["feed_forward"], sizes["kv_heads"] * HEAD
        parts = {"qkv": (width, kv, kv), "output": (width,), "gate_up": (feed, feed), "down": (width,)}
        self.blocks = {}
        for name, matrix in network.matrices.items():
            at, columns = network.offsets[name], matrix.shape[1]
            for rows in parts.get(name.split(".")[-1], ()):
                self.blocks.setdefault((rows, columns), []).append(at)
                at += rows * columns

    def state(self):
        return {"momentum": self.momentum, "mean": self.mean, "square": self.square}

    @torch.no_grad()
    def step(self, muon_rate, adam_rate, clip, number):
        """One step with the network's gradient, which is used up; returns the gradient's norm, a tensor."""
        flat, gradient, a = self.network.flat, self.network.gradient, self.network.adam_size
        length = gradient.norm()
        gradient.mul_((clip / (length + 1e-12)).clamp(max=1))
        self.adam(flat[:a], gradient[:a], adam_rate, number)
        # Nesterov looks ahead.
        self.momentum.mul_(self.MOMENTUM).add_(gradient[a:])
        gradient[a:].add_(self.momentum, alpha=self.MOMENTUM)
        for (rows, columns), starts in self.blocks.items():
            size = rows * columns
            x = torch.stack([gradient[at : at + size].view(rows, columns) for at in starts])
            # Tall matrices take larger steps, so that outputs change alike whatever the shape.
            step = -muon_rate * math.sqrt(max(1.0, rows / columns))
            for at, change in zip(starts, orthogonal(x)):
                flat[at : at + size].view(rows, columns).add_(change, alpha=step)
        gradient.zero_()
        return length

    def adam(self, weights, gradient, rate, number):
        self.mean.lerp_(gradient, 1 - self.BETA1)
        self.square.lerp_(gradient.square(), 1 - self.BETA2)
        for state in (self.mean, self.square):
            state.masked_fill_(state.abs() < self.SMALLEST, 0)
        size = self.square.sqrt().mul_(1 / math.sqrt(1 - self.BETA2**number)).add_(1e-8)
        weights.addcdiv_(self.mean, size, value=-rate / (1 - self.BETA1**number))


def orthogonal(x):
    """Brings all singular values of matrices near 1: five steps of Muon's Newton-Schulz iteration."""
    tall = x.shape[1] > x.shape[2]
    x = x.transpose(1, 2) if tall else x
    x = x / (x.flatten(1).norm(dim=1)[:, None, None] + 1e-7)
    for _ in range(5):
        gram = x @ x.transpose(1, 2)
        x = 3.4445 * x + (-4.7750 * gram + 2.0315 * gram @ gram) @ x
    return x.transpose(1, 2) if tall else x
