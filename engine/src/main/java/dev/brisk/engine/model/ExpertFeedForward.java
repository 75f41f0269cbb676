package dev.brisk.engine.model;

import dev.brisk.engine.kernel.Kernels;
import dev.brisk.engine.kernel.Panels;
import dev.brisk.engine.kernel.Worker;
import java.util.List;

/**
 * A mixture of experts (Shazeer et al., 2017): a router chooses for each row the few experts with
 * the greatest probabilities, and their results are added in that order, weighted by those
 * probabilities over their sum. Rows are sorted by expert, so that each expert's weights are read
 * once a step; a row's result does not depend on which others are there.
 *
 * @param router one row an expert
 * @param gates for each expert, as in {@link GatedFeedForward}
 * @param used experts that compute each row
 */
record ExpertFeedForward(
    Linear router, List<Panels> gates, List<Panels> ups, List<Panels> downs, int used)
    implements FeedForward {

  @Override
  public long weightsPerRow() {
    long each = (long) gates.getFirst().rows() * gates.getFirst().columns();
    return router.weights() + used * 3L * each;
  }

  @Override
  public void add(int rows, Activations a, Worker worker) {
    Kernels kernels = worker.kernels();
    Routing routing = a.routing();
    int from = worker.begin(router.count());
    int to = worker.end(router.count());
    router.multiply(kernels, from, to, a.normed, a.width, rows, routing.logits, routing.stride);
    worker.barrier();
    for (int row = worker.begin(rows); row < worker.end(rows); row++) {
      routing.choose(kernels, row);
    }
    worker.barrier();
    if (worker.index() == 0) {
      routing.sort(rows);
    }
    worker.barrier();
    for (int slot = worker.begin(rows * used); slot < worker.end(rows * used); slot++) {
      System.arraycopy(
          a.normed, routing.row(slot) * a.width, routing.input, slot * a.width, a.width);
    }
    worker.barrier();
    gated(routing, a, worker);
    worker.barrier();
    downs(routing, a, worker);
    worker.barrier();
    for (int row = worker.begin(rows); row < worker.end(rows); row++) {
      routing.addTo(a, row, kernels);
    }
    worker.barrier();
  }

  private void gated(Routing routing, Activations a, Worker worker) {
    Kernels kernels = worker.kernels();
    int from = worker.begin(gates.getFirst().count());
    int to = worker.end(gates.getFirst().count());
    int width = gates.getFirst().width();
    int stride = a.feedForwardStride;
    // In ascending order: what a product writes behind its rows, the next expert's overwrites.
    for (int e = 0; e < gates.size(); e++) {
      int first = routing.begin(e);
      int n = routing.end(e) - first;
      if (n == 0) {
        continue;
      }
      int in = first * a.width;
      int out = first * stride;
      kernels.multiply(
          gates.get(e), from, to, routing.input, in, a.width, n, routing.gate, out, stride);
      kernels.multiply(
          ups.get(e), from, to, routing.input, in, a.width, n, routing.up, out, stride);
      for (int slot = first; slot < first + n; slot++) {
        int at = slot * stride + from * width;
        kernels.swiGlu(routing.gate, at, routing.up, at, (to - from) * width);
      }
    }
  }

  private void downs(Routing routing, Activations a, Worker worker) {
    int from = worker.begin(downs.getFirst().count());
    int to = worker.end(downs.getFirst().count());
    for (int e = 0; e < downs.size(); e++) {
      int first = routing.begin(e);
      int n = routing.end(e) - first;
      if (n > 0) {
        worker
            .kernels()
            .multiply(
                downs.get(e),
                from,
                to,
                routing.gate,
                first * a.feedForwardStride,
                a.feedForwardStride,
                n,
                routing.output,
                first * a.widthStride,
                a.widthStride);
      }
    }
  }
}
