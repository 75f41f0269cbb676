"""The files of a distillation as distill.data and distill.train read and write them, and the order in which samples are
dealt. Nothing but the standard library and torch."""

import ctypes
import json
import os
import struct
from array import array
from pathlib import Path

import torch

TEXT = 1  # The task of samples whose loss is on all tokens.
TEXT_WEIGHT = 0.3  # Text counts less than what answers a request.


class Trouble(Exception):
    """One sentence that says what is wrong and what to do."""


class TokenFile:
    """Samples as tokens; the format is that of distill.data.TokenFile."""

    def __init__(self, path):
        self.path = path
        if not path.exists():
            raise Trouble(f"{path} is missing; make it with brisk distill encode.")
        self.bytes = path.read_bytes()
        if len(self.bytes) < 16 or self.bytes[:4] != b"BRTK":
            raise Trouble(f"{path} is no token file; make it with brisk distill encode.")
        version, samples, self.vocabulary = struct.unpack_from("<iii", self.bytes, 4)
        if version == 2:
            raise Trouble(f"{path} has soft targets, which only brisk distill train reads; train there, or encode without them.")
        if version != 1:
            raise Trouble(f"{path} has version {version}, this script reads 1; make it again with brisk distill encode.")
        self.starts, self.heads, pieces = array("q", [0]), [], []
        at = 16
        for _ in range(samples):
            if at + 13 > len(self.bytes):
                break
            head = struct.unpack_from("<iifB", self.bytes, at)
            self.heads.append(head)
            count = head[0] + head[1]
            pieces.append(self.bytes[at + 13 : at + 13 + 2 * count])
            self.starts.append(self.starts[-1] + count)
            at += 13 + 2 * count
        if len(self.heads) != samples or at != len(self.bytes):
            raise Trouble(f"{path} is damaged; make it again with brisk distill encode.")
        # All tokens side by side, as whole numbers of 16 bits without a sign, which PyTorch 1 has no type for.
        together = bytearray(b"".join(pieces)) or bytearray(2)
        self.tokens = torch.frombuffer(together, dtype=torch.int16).to(torch.int32) & 0xFFFF
        if self.tokens.max().item() >= self.vocabulary:
            raise Trouble(f"{path} has a token beyond its vocabulary; make it again with brisk distill encode.")
        del self.bytes

    def __len__(self):
        return len(self.heads)

    def length(self, sample):
        """Tokens of prompt and output."""
        return self.starts[sample + 1] - self.starts[sample]

    def item(self, sample):
        """A sample with its losses: on the output, or on everything."""
        prompt, _, weight, task = self.heads[sample]
        tokens = self.tokens[self.starts[sample] : self.starts[sample + 1]]
        return Item(tokens, prompt, weight, TEXT_WEIGHT * weight if task == TEXT else 0.0)


class Item:
    """One sample; how much the prediction of a token counts, of the output and before it."""

    def __init__(self, tokens, prompt, weight, before):
        self.tokens, self.prompt, self.weight, self.before = tokens, prompt, weight, before
        self.rows = len(tokens) - 1


class Batch:
    """Samples packed one after the other, short ones first. Attention takes those of about one length together: slot is
    where a row stands when each sample is padded to the length of its group."""

    LENGTHS = (32, 48, 64, 96, 128, 192, 256, 384, 512, 768, 1024)

    def __init__(self, items):
        self.items = items = sorted(items, key=lambda item: item.rows)
        padded = [next((length for length in self.LENGTHS if length >= item.rows), item.rows) for item in items]
        # How many samples are padded to a length, and that length.
        self.groups = [(padded.count(length), length) for length in sorted(set(padded))]
        self.rows = sum(item.rows for item in items)
        lengths = torch.tensor([item.rows + 1 for item in items])
        number = torch.repeat_interleave(torch.arange(len(items)), lengths)
        position = torch.arange(len(number)) - (lengths.cumsum(0) - lengths)[number]
        # A sample's last token is predicted only.
        known = position < (lengths - 1)[number]
        number, position = number[known], position[known]
        tokens = torch.cat([item.tokens for item in items])
        starts = torch.tensor(padded).cumsum(0) - torch.tensor(padded)
        weight, before = torch.tensor([item.weight for item in items]), torch.tensor([item.before for item in items])
        prompt = torch.tensor([item.prompt for item in items])
        weights = torch.where(position + 1 >= prompt[number], weight[number], before[number])
        loss_rows = (weights > 0).nonzero().flatten()
        self.weights = weights[loss_rows]
        self.weight = self.weights.double().sum().item()
        self.tokens, self.positions, self.slots = tokens[known], position, starts[number] + position
        self.loss_rows, self.targets = loss_rows, tokens.roll(-1)[known][loss_rows]

    NUMBERS = ("tokens", "positions", "slots", "loss_rows", "targets")

    def to(self, device):
        """Moves what the network needs."""
        if torch.device(device).type == "cpu":
            for name in self.NUMBERS:
                setattr(self, name, getattr(self, name).long())
            return self
        # In two copies, from memory that the device reads by itself while the processor goes on.
        numbers = [getattr(self, name).to(torch.int32) for name in self.NUMBERS]
        together = torch.cat(numbers).pin_memory().to(device, non_blocking=True).long()
        for name, part in zip(self.NUMBERS, together.split([len(n) for n in numbers])):
            setattr(self, name, part)
        self.weights = self.weights.pin_memory().to(device, non_blocking=True)
        return self


def pack(items, capacity):
    """The items in as few batches of at most capacity rows as filling one after the other gives."""
    batches, open_items, rows = [], [], 0
    for item in items:
        if open_items and rows + item.rows > capacity:
            batches.append(Batch(open_items))
            open_items, rows = [], 0
        open_items.append(item)
        rows += item.rows
    if open_items:
        batches.append(Batch(open_items))
    return batches


class SplittableRandom:
    """The numbers of java.util.SplittableRandom, so that both trainers deal the same samples in the same order."""

    MASK = (1 << 64) - 1

    def __init__(self, seed):
        self.seed = seed & self.MASK

    def next_seed(self):
        self.seed = (self.seed + 0x9E3779B97F4A7C15) & self.MASK
        return self.seed

    def next_long(self):
        z = self.next_seed()
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & self.MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & self.MASK
        return z ^ (z >> 31)

    def next_bits(self):
        z = self.next_seed()
        z = ((z ^ (z >> 33)) * 0x62A9D9ED799705F5) & self.MASK
        return (((z ^ (z >> 28)) * 0xCB24D0A5C88C35B3) & self.MASK) >> 32

    def next_int(self, bound):
        """From 0 to bound - 1; rejects what would favour some numbers, as Java does."""
        if bound & (bound - 1) == 0:
            return self.next_bits() & (bound - 1)
        while True:
            u = self.next_bits() >> 1
            r = u % bound
            if u + bound - 1 - r < 1 << 31:
                return r

    def next_double(self):
        return (self.next_long() >> 11) * 2.0**-53


def java_hash(text):
    """String.hashCode of ASCII text."""
    code = 0
    for letter in text:
        code = (31 * code + ord(letter)) & 0xFFFFFFFF
    return code - (1 << 32) if code >= 1 << 31 else code


class Feed:
    """Deals samples as distill.train.Feed does: each file in a new order an epoch, files by their shares."""

    def __init__(self, folder, seed):
        self.folder, self.seed = folder, seed
        self.files, self.orders = {}, {}
        self.cursors = {}  # How many samples of each file were dealt, those left out included.

    def file(self, name):
        if name not in self.files:
            self.files[name] = TokenFile(self.folder / f"{name}.tok")
        return self.files[name]

    def items(self, phase, tokens, step):
        """The samples of a step: about so many tokens."""
        there = [s for s in phase["sources"] if (self.folder / f"{s['file']}.tok").exists()] or phase["sources"]
        random = SplittableRandom(self.seed * 1_000_003 + step)
        items, rows = [], 0
        while rows < tokens:
            items.append(self.next(self.choose(there, random), phase["longest"]))
            rows += items[-1].rows
        return items

    @staticmethod
    def choose(sources, random):
        dice = random.next_double() * sum(source["share"] for source in sources)
        for source in sources:
            dice -= source["share"]
            if dice < 0:
                return source["file"]
        return sources[-1]["file"]

    def next(self, name, longest):
        file = self.file(name)
        for _ in range(2 * len(file) + 1):
            cursor = self.cursors.get(name, 0)
            self.cursors[name] = cursor + 1
            sample = self.order(name, len(file), cursor // len(file))[cursor % len(file)]
            if file.length(sample) <= longest:
                return file.item(sample)
        raise Trouble(f"{file.path} has no sample of at most {longest} tokens; make it again with brisk distill encode.")

    def order(self, name, samples, epoch):
        if self.orders.get(name, (-1, None))[0] != epoch:
            order = array("l", bytes(array("l").itemsize * samples))
            random = SplittableRandom(self.seed ^ (java_hash(name) * 31 + epoch))
            for i in range(samples):
                other = random.next_int(i + 1)
                order[i] = order[other]
                order[other] = i
            self.orders[name] = (epoch, order)
        return self.orders[name][1]


def read_checkpoint(path, tensors):
    """Fills tensors, by name, from a safetensors file of one-dimensional F32; returns the run's text. With no tensors the
    text only."""
    if not path.exists():
        raise Trouble(f"{path} is missing; make it with brisk distill train or with this script.")
    data = bytearray(path.read_bytes())
    try:
        (length,) = struct.unpack_from("<Q", data)
        header = json.loads(data[8 : 8 + length].decode())
        text = json.loads(header["__metadata__"]["brisk"])
    except (ValueError, KeyError, struct.error):
        raise Trouble(f"{path} is no checkpoint, or damaged; delete it to start again.") from None
    for name, tensor in tensors.items():
        entry = header.get(name, {"data_offsets": [0, 0]})
        start, end = entry["data_offsets"]
        if end - start != 4 * tensor.numel() or 8 + length + end > len(data):
            raise Trouble(f"{path} is of a network of another shape, or damaged; start a run of another name.")
        tensor.copy_(torch.frombuffer(data, dtype=torch.float32, count=tensor.numel(), offset=8 + length + start))
    return text


def write_checkpoint(path, tensors, text):
    """Writes a file that appears whole or not at all, as distill.train.Checkpoint does."""
    header = {"__metadata__": {"brisk": json.dumps(text)}}
    at = 0
    for name, tensor in tensors.items():
        end = at + 4 * tensor.numel()
        header[name] = {"dtype": "F32", "shape": [tensor.numel()], "data_offsets": [at, end]}
        at = end
    encoded = json.dumps(header).encode()
    part = path.with_name(path.name + ".part")
    with open(part, "wb") as out:
        out.write(struct.pack("<Q", len(encoded)) + encoded)
        for tensor in tensors.values():
            here = tensor.detach().to("cpu", torch.float32).contiguous()
            out.write(ctypes.string_at(here.data_ptr(), 4 * here.numel()))
    os.replace(part, path)


def twins(vocabulary):
    """Pairs of tokens, " word" and "word", of a GGUF file: the first starts as the second one's row does."""
    if not vocabulary.exists():
        raise Trouble(f"{vocabulary} is missing; make it with brisk distill tokenizer.")
    tokens = gguf_metadata(vocabulary).get("tokenizer.ggml.tokens", [])
    ids = {token: number for number, token in enumerate(tokens)}
    # Byte-level vocabularies write a space as this letter.
    return [(i, ids[t[1:]]) for t, i in ids.items() if len(t) > 1 and t[0] == "\u0120" and t[1:] in ids]


def symbols(vocabulary):
    """The tokens of symbols, which stand for a word during one request, and those of a space and a symbol: two lists in
    the same order. Which symbol stands for which word means nothing."""
    ids = {token: number for number, token in enumerate(gguf_metadata(vocabulary).get("tokenizer.ggml.tokens", []))}
    marks = [chr(0xE000 + i) for i in range(128)]
    marks = [mark for mark in marks if mark in ids and " " + mark in ids]
    return torch.tensor([[ids[mark] for mark in marks], [ids[" " + mark] for mark in marks]], dtype=torch.long)


def gguf_metadata(path):
    """All keys of a GGUF file (version 2 or 3)."""
    data = path.read_bytes()
    if data[:4] != b"GGUF":
        raise Trouble(f"{path} is no GGUF file; make it with brisk distill tokenizer.")
    at = 16
    formats = {0: "B", 1: "b", 2: "H", 3: "h", 4: "I", 5: "i", 6: "f", 7: "?", 10: "Q", 11: "q", 12: "d"}

    def number(form):
        nonlocal at
        (value,) = struct.unpack_from("<" + form, data, at)
        at += struct.calcsize("<" + form)
        return value

    def value(kind):
        nonlocal at
        if kind == 8:
            length = number("Q")
            at += length
            return data[at - length : at].decode("utf-8", "replace")
        if kind == 9:
            inner, count = number("I"), number("Q")
            return [value(inner) for _ in range(count)]
        return number(formats[kind])

    return {value(8): value(number("I")) for _ in range(number("Q"))}


def plans():
    """The configurations, by name."""
    return json.loads((Path(__file__).parent / "plans.json").read_text())
