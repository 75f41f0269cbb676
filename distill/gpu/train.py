#!/usr/bin/env python3
"""Trains a network of brisk distill with PyTorch, on a CUDA GPU or the processor: the same token files, phases, steps and
checkpoints as `brisk distill train`. README.md beside this file says how."""

import argparse
import contextlib
import json
import signal
import sys
import time
from pathlib import Path

sys.dont_write_bytecode = True

import torch

from ahead import Ahead
from data import Feed, SplittableRandom, TokenFile, Trouble, pack, plans, read_checkpoint, symbols, twins, write_checkpoint
from network import Network, Optimizer

CLIP = 1.0
GATE_SAMPLES = 600
GATE_LONGEST = 1024
LOG_SECONDS = 10
SAVE_SECONDS = 300


class Gate:
    """Looks at samples that training never sees. An output counts as exact if every token of it is the likeliest one after
    the right ones before it."""

    def __init__(self, path, rows, device):
        file = TokenFile(path)
        kinds_file = path.with_name(path.name + ".kinds")
        kinds = kinds_file.read_text().splitlines() if kinds_file.exists() else None
        random, left, chosen = SplittableRandom(17), GATE_SAMPLES, []
        for sample in range(len(file)):
            # As many of those left as are still wanted, so that they come from the whole file.
            if file.length(sample) - 1 > GATE_LONGEST or random.next_int(len(file) - sample) >= left:
                continue
            left -= 1
            chosen.append((file.item(sample), kinds[sample] if kinds else ""))
        # By length, so that little is padded.
        chosen.sort(key=lambda pair: pair[0].rows)
        self.kinds = [kind for _, kind in chosen]
        self.batches = [batch.to(device) for batch in pack([item for item, _ in chosen], rows)]

    @torch.no_grad()
    def look(self, trainer):
        exact = decided = decisions = tokens = 0
        loss, kinds, names = 0.0, {}, iter(self.kinds)
        for batch in self.batches:
            with trainer.precision():
                losses, best = trainer.network.losses_and_best(batch)
            rows = iter(zip(losses.tolist(), best.tolist()))
            for item in batch.items:
                all_tokens = item.tokens.tolist()
                seen, right, undecided = set(all_tokens[: item.prompt]), True, True
                for at, token in enumerate(all_tokens[1:], 1):
                    if (item.weight if at >= item.prompt else item.before) <= 0:
                        continue
                    row_loss, row_best = next(rows)
                    if at < item.prompt:
                        continue
                    hit = row_best == token
                    loss, tokens, right = loss + row_loss, tokens + 1, right and hit
                    if undecided and token not in seen:
                        undecided = False
                        decisions += 1
                        decided += hit
                exact += right
                counts = kinds.setdefault(next(names), [0, 0])
                counts[0] += int(right)
                counts[1] += 1
        return {
            "validation_loss": loss / max(1, tokens),
            "exact": exact / max(1, len(self.kinds)),
            "decision": decided / max(1, decisions),
            "kinds": dict(sorted(kinds.items())),
        }


class Trainer:
    """Trains from scratch, or goes on where a run stopped, be it one of this script or of brisk distill train."""

    def __init__(self, options):
        self.options, self.plan = options, plans()[options.config]
        if options.start:
            # Earlier phases teach what such weights know.
            self.plan["phases"] = self.plan["phases"][-1:]
        work = Path(options.work)
        self.run_folder = work / "runs" / (options.run or options.config)
        self.last = self.run_folder / "last.safetensors"
        self.tokens_folder = work / "tokens"
        self.feed = Feed(self.tokens_folder, options.seed)
        # Before the first use of a GPU, which another process could not share.
        self.ahead = Ahead(self.feed, options.rows) if options.ahead and not options.loss_of_batch else None
        vocabulary = self.feed.file(self.plan["phases"][-1]["sources"][0]["file"]).vocabulary
        self.network = Network(self.plan, vocabulary, options.device)
        self.optimizer = Optimizer(self.network)
        self.step = self.tokens = self.gates_without_gain = 0
        self.seconds, self.best_exact, self.stopping = 0.0, -1.0, False
        weights = {"weights": self.network.flat}
        if options.loss_of_batch:
            path = Path(options.checkpoint or self.last)
            self.restore(path, read_checkpoint(path, weights))
        elif self.last.exists():
            self.restore(self.last, read_checkpoint(self.last, {**weights, **self.optimizer.state()}))
        elif options.start:
            path = Path(options.start)
            self.check(path, read_checkpoint(path, weights))
        else:
            self.network.start(options.seed, twins(work / "tokenizer.gguf"))
        if options.compile:
            self.network.compile()
        self.symbols = symbols(work / "tokenizer.gguf").to(options.device) if options.mix_symbols else None
        self.cursors = dict(self.feed.cursors)  # As they were after the batch that was trained on last.

    def check(self, path, text):
        """Refuses a checkpoint of another network."""
        if (text["config"], text["vocabulary"]) != (self.options.config, self.network.vocabulary):
            raise Trouble(
                f"{path} is of the configuration {text['config']} with {text['vocabulary']:,} tokens, this run of "
                f"{self.options.config} with {self.network.vocabulary:,}; start a run of another name or from other weights."
            )

    def restore(self, path, text):
        self.check(path, text)
        self.step, self.tokens = text["step"], text.get("tokens", 0)
        self.seconds, self.best_exact = text.get("seconds", 0.0), text.get("best_exact", -1.0)
        self.gates_without_gain = text.get("gates_without_gain", 0)
        self.feed.cursors.update(text.get("cursors", {}))

    def precision(self):
        if not self.options.bf16:
            return contextlib.nullcontext()
        return torch.autocast(torch.device(self.options.device).type, dtype=torch.bfloat16)

    def used(self):
        """The share of the budget that is used."""
        return self.step / self.options.steps if self.options.steps else self.seconds / 60 / max(1e-9, self.minutes())

    def minutes(self):
        return self.options.minutes or self.plan["minutes"]

    def rate(self):
        """What learning rates are multiplied with: up, level, down."""
        up = min(1, (self.step + 1) / self.options.warm_up)
        down = min(1, (1 - self.used()) / (1 - self.options.decay_from))
        return max(0.01, min(up, down))

    def phase(self, step):
        """That of a step to come, of which only a budget of steps says for sure what is used then."""
        used = step / self.options.steps if self.options.steps else self.used()
        return next((p for p in self.plan["phases"] if used < p["until"]), self.plan["phases"][-1])

    def next_batches(self):
        tokens = self.options.batch_tokens or self.plan["batch_tokens"]
        if self.ahead:
            batches, self.cursors = self.ahead.next(self.step, lambda step: (self.phase(step), tokens, step))
        else:
            batches = pack(self.feed.items(self.phase(self.step), tokens, self.step), self.options.rows)
            self.cursors = dict(self.feed.cursors)
        return [self.mixed_up(batch.to(self.options.device)) for batch in batches]

    def mixed_up(self, batch):
        """The batch with other symbols for the same words, of which samples read many times look new."""
        if self.symbols is None:
            return batch
        other = torch.arange(self.network.vocabulary, device=batch.tokens.device)
        order = torch.randperm(self.symbols.shape[1], device=batch.tokens.device)
        other[self.symbols] = self.symbols[:, order]
        batch.tokens, batch.targets = other.index_select(0, batch.tokens), other.index_select(0, batch.targets)
        return batch

    def learn(self, batches):
        """Adds the gradients of the batches' mean loss, which it returns as a tensor: who reads it waits for the GPU."""
        weight, total = sum(batch.weight for batch in batches), torch.zeros((), device=self.options.device)
        for batch in batches:
            with self.precision():
                losses = self.network.losses(batch)
            loss = (losses * batch.weights).sum() / weight
            loss.backward()
            total += loss.detach()
        return total

    def one(self):
        batches = self.next_batches()
        self.tokens += sum(batch.rows for batch in batches)
        factor = self.rate()
        self.step += 1
        loss = self.learn(batches)
        norm = self.optimizer.step(self.options.muon_rate * factor, self.options.adam_rate * factor, CLIP, self.step)
        return loss, norm

    def run(self):
        options = self.options
        self.run_folder.mkdir(parents=True, exist_ok=True)
        gate = Gate(self.tokens_folder / "validation.tok", options.rows, options.device)
        gate_minutes = options.gate_minutes or min(10, self.minutes() / 4)
        start, before, losses = time.monotonic(), self.seconds, []
        last_log = last_save = self.seconds
        last_gate, last_tokens = self.seconds // (60 * gate_minutes), self.tokens
        while self.used() < 1 and not self.stopping and self.step < options.stop_after:
            loss, norm = self.one()
            losses.append(loss)
            self.seconds = before + time.monotonic() - start
            if self.seconds - last_log >= LOG_SECONDS or self.used() >= 1:
                speed = (self.tokens - last_tokens) / (self.seconds - last_log)
                self.log_step(torch.stack(losses).mean().item(), norm.item(), speed)
                last_log, last_tokens, losses = self.seconds, self.tokens, []
            if self.seconds // (60 * gate_minutes) > last_gate:
                last_gate = self.seconds // (60 * gate_minutes)
                if not self.look(gate):
                    break
            if self.seconds - last_save >= SAVE_SECONDS:
                self.save_last()
                last_save = self.seconds
        self.look(gate)
        self.save_last()

    def log_step(self, loss, norm, speed):
        gigaflops = 6.0 * self.network.flat.numel() * speed / 1e9
        self.log(
            tokens=self.tokens,
            loss=loss,
            gradient_norm=norm,
            learning_rate=self.rate(),
            tokens_per_second=round(speed),
            gigaflops=gigaflops,
        )
        say(
            f"step {self.step:,}, {self.seconds / 60:.1f} min, loss {loss:.3f}, {speed:,.0f} tokens/s, "
            f"{gigaflops:,.0f} GFLOP/s, {100 * self.used():.0f} % done"
        )

    def look(self, gate):
        """Returns whether to go on."""
        result = gate.look(self)
        self.log(**result)
        say(
            f"gate: exact match {100 * result['exact']:.1f} %, decision {100 * result['decision']:.1f} %, "
            f"loss {result['validation_loss']:.3f}"
        )
        if result["exact"] > self.best_exact:
            self.best_exact, self.gates_without_gain = result["exact"], 0
            self.save(self.run_folder / "best.safetensors", {"weights": self.network.flat})
        else:
            self.gates_without_gain += 1
        if self.gates_without_gain >= self.options.patience:
            say(f"The exact match did not move for {self.gates_without_gain} gates; the run stops.")
            return False
        return True

    def log(self, **values):
        """A line of log.jsonl, as distill.train.TrainLog writes it."""
        entry = {"step": self.step, "minutes": self.seconds / 60, **values}
        entry = {name: round(v, 5) if isinstance(v, float) else v for name, v in entry.items()}
        with open(self.run_folder / "log.jsonl", "a", encoding="utf-8") as out:
            out.write(json.dumps(entry) + "\n")

    def save_last(self):
        self.save(self.last, {"weights": self.network.flat, **self.optimizer.state()})

    def save(self, path, tensors):
        text = {
            "config": self.options.config,
            "vocabulary": self.network.vocabulary,
            "seed": self.options.seed,
            "step": self.step,
            "tokens": self.tokens,
            "seconds": self.seconds,
            "best_exact": self.best_exact,
            "gates_without_gain": self.gates_without_gain,
            "cursors": dict(sorted(self.cursors.items())),
        }
        write_checkpoint(path, tensors, text)


def say(text):
    print(text, file=sys.stderr, flush=True)


def positive(text):
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text} is no number of steps; give 1 or more")
    return number


def share(text):
    number = float(text)
    if not 0 <= number < 1:
        raise argparse.ArgumentTypeError(f"{text} is no share; give a number from 0 to below 1")
    return number


def arguments():
    parser = argparse.ArgumentParser(description="Trains a network of brisk distill with PyTorch.")
    add = parser.add_argument
    add("--work", default="distill-work", help="folder of the distillation (default: %(default)s)")
    add("--config", default="small", choices=plans(), help="sizes and phases (default: %(default)s)")
    add("--run", help="name of the run (default: that of the configuration)")
    add(
        "--from",
        dest="start",
        metavar="FILE",
        help="a checkpoint whose weights the run begins with, instead of random ones; only the last phase is trained then",
    )
    add("--minutes", type=float, default=0, help="budget over all resumptions (default: that of the configuration)")
    add("--steps", type=int, default=0, help="a budget of steps instead")
    add("--stop-after", type=int, default=sys.maxsize, metavar="STEP", help="save and stop there, to go on another time")
    add("--batch-tokens", type=int, default=0, help="tokens of a step, about (default: those of the configuration)")
    add("--rows", type=int, default=16384, help="most tokens at a time; fewer take less memory (default: %(default)s)")
    add("--seed", type=int, default=1, help="default: %(default)s")
    add("--gate-minutes", type=float, default=0, help="between looks at the validation samples (default: 10, or a quarter)")
    add("--patience", type=int, default=12, help="looks without a gain before the run stops (default: %(default)s)")
    add("--muon-rate", type=float, default=0.02, help="default: %(default)s")
    add("--adam-rate", type=float, default=0.004, help="default: %(default)s")
    add("--warm-up", type=positive, default=100, metavar="STEPS", help="until the rates are full (default: %(default)s)")
    add(
        "--decay-from",
        type=share,
        default=0.65,
        metavar="SHARE",
        help="the share of the budget, below 1, from which on rates fall to nothing (default: %(default)s)",
    )
    add("--device", default="cuda" if torch.cuda.is_available() else "cpu", help="default here: %(default)s")
    add("--bf16", action="store_true", help="matrix products in bfloat16 (weights and optimizer stay in float32)")
    add("--compile", action="store_true", help="compile the layers with torch.compile (PyTorch 2, on a GPU)")
    add("--ahead", action="store_true", help="pack samples in another process, for a GPU that would wait for them")
    add("--mix-symbols", action="store_true", help="other symbols for the same words each time a sample is read")
    add("--loss-of-batch", action="store_true", help="print the loss of the batch that comes next, and train nothing")
    add("--checkpoint", help="with --loss-of-batch: whose (default: the run's last.safetensors)")
    return parser.parse_args()


def main():
    options = arguments()
    if options.bf16:
        torch.set_float32_matmul_precision("high")
    if hasattr(torch.backends.cuda, "enable_cudnn_sdp"):
        # It may plan anew for each number and length of samples, and no two batches have the same; without it a run on an
        # H200 came to speed in 20 seconds instead of 50.
        torch.backends.cuda.enable_cudnn_sdp(False)
    trainer = Trainer(options)
    if options.loss_of_batch:
        print(json.dumps({"step": trainer.step, "loss": trainer.learn(trainer.next_batches()).item()}))
        return

    def stop(signum, frame):
        trainer.stopping = True

    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGTERM, stop)
    trainer.run()


if __name__ == "__main__":
    try:
        main()
    except Trouble as trouble:
        say(f"train.py: {trouble}")
        sys.exit(1)
