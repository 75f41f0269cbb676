package dev.brisk.engine.model;

import dev.brisk.engine.kernel.Kernels;
import dev.brisk.engine.kernel.Worker;

/** {@code down(silu(gate(x)) * up(x))} (SwiGLU; Shazeer, 2020). */
record GatedFeedForward(Linear gate, Linear up, Linear down) implements FeedForward {

  @Override
  public long weightsPerRow() {
    return gate.weights() + up.weights() + down.weights();
  }

  @Override
  public void add(int rows, Activations a, Worker worker) {
    // Gate and up have the same shape, so a worker's shares cover the same numbers and it can
    // join them without waiting for the others.
    int from = worker.begin(gate.count());
    int to = worker.end(gate.count());
    Kernels kernels = worker.kernels();
    gate.multiply(kernels, from, to, a.normed, a.width, rows, a.gate, a.feedForwardStride);
    up.multiply(kernels, from, to, a.normed, a.width, rows, a.up, a.feedForwardStride);
    int first = from * gate.weight().width();
    int n = (to - from) * gate.weight().width();
    for (int row = 0; row < rows; row++) {
      int at = row * a.feedForwardStride + first;
      kernels.swiGlu(a.gate, at, a.up, at, n);
    }
    worker.barrier();
    a.project(down, a.gate, a.feedForwardStride, rows, worker);
  }
}
