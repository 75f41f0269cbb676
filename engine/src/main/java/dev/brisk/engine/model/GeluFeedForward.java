package dev.brisk.engine.model;

import dev.brisk.engine.kernel.Kernels;
import dev.brisk.engine.kernel.Worker;

/** {@code down(gelu(up(x)))}, the feed-forward part of the original transformer. */
record GeluFeedForward(Linear up, Linear down) implements FeedForward {

  @Override
  public long weightsPerRow() {
    return up.weights() + down.weights();
  }

  @Override
  public void add(int rows, Activations a, Worker worker) {
    int from = worker.begin(up.count());
    int to = worker.end(up.count());
    Kernels kernels = worker.kernels();
    up.multiply(kernels, from, to, a.normed, a.width, rows, a.up, a.feedForwardStride);
    int first = from * up.weight().width();
    for (int row = 0; row < rows; row++) {
      kernels.gelu(a.up, row * a.feedForwardStride + first, (to - from) * up.weight().width());
    }
    worker.barrier();
    a.project(down, a.up, a.feedForwardStride, rows, worker);
  }
}
