"""Packs samples into batches in another process, so that a GPU need not wait for them."""

import ctypes
import multiprocessing
import signal
from collections import deque

import torch

from data import Trouble, pack

STEPS = 3  # How many steps are asked for before the first of them is needed.


class Ahead:
    """Deals in the order of steps; what was dealt for steps that are never made does not show in a checkpoint."""

    def __init__(self, feed, rows):
        self.feed, self.asked, self.sent_cursors = feed, deque(), False
        context = multiprocessing.get_context("fork")
        self.pipe, there = context.Pipe()
        context.Process(target=serve, args=(there, self.pipe, feed, rows), daemon=True).start()
        there.close()

    def next(self, step, request):
        """The batches of a step, and the feed's cursors after them; request makes one of phase, tokens and step."""
        if not self.sent_cursors:
            self.pipe.send(self.feed.cursors)
            self.sent_cursors = True
        while len(self.asked) < STEPS:
            number = step + len(self.asked)
            self.pipe.send(request(number))
            self.asked.append(number)
        if self.asked.popleft() != step:
            raise Trouble("Steps were left out; start the run again, it goes on from its checkpoint.")
        try:
            answer = self.pipe.recv()
        except EOFError:
            raise Trouble("The process that packs samples has ended; start again, without --ahead.") from None
        if isinstance(answer, Trouble):
            raise answer
        batches, cursors = answer
        return [unpacked(batch) for batch in batches], cursors


def serve(pipe, other, feed, rows):
    """Answers requests until the pipe closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    other.close()
    torch.set_num_threads(1)
    try:
        feed.cursors.update(pipe.recv())
        while True:
            request = pipe.recv()
            try:
                batches = pack(feed.items(*request), rows)
                pipe.send(([packed(batch) for batch in batches], dict(feed.cursors)))
            except Trouble as trouble:
                pipe.send(trouble)
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return


def packed(batch):
    """Numbers as bytes, which is the fastest way from one process into another."""
    batch.items = None
    for name in (*batch.NUMBERS, "weights"):
        tensor = getattr(batch, name)
        whole = tensor if name == "weights" else tensor.to(torch.int32)
        whole = whole.contiguous()
        setattr(batch, name, bytearray(ctypes.string_at(whole.data_ptr(), 4 * whole.numel())))
    return batch


def unpacked(batch):
    for name in (*batch.NUMBERS, "weights"):
        kind = torch.float32 if name == "weights" else torch.int32
        setattr(batch, name, torch.frombuffer(getattr(batch, name), dtype=kind))
    return batch
