package dev.brisk.distill.train;

import dev.brisk.distill.train.Parameters.Weight;
import dev.brisk.engine.kernel.vector.training.Floats;
import dev.brisk.engine.kernel.vector.training.Vectors;
import java.util.ArrayList;
import java.util.List;

/**
 * Muon (Jordan et al., 2024) for the matrices of the layers, Adam (Kingma and Ba, 2014) for
 * embedding and gain. Queries, keys and values are orthogonalised each by themselves, and so are
 * gate and up.
 *
 * <p>Work comes in tasks that write to different places, so that threads can share them.
 */
final class Optimizer {
  static final float MOMENTUM = 0.95f;
  static final float BETA1 = 0.9f;
  static final float BETA2 = 0.98f;

  /** A matrix that is orthogonalised by itself. */
  record Block(int offset, int rows, int columns) {
    long work() {
      var small = Math.min(rows, columns);
      return (long) small * rows * columns;
    }
  }

  private final Parameters weights;
  private final List<Block> blocks = new ArrayList<>();
  private final Floats momentum;
  private final Floats mean;
  private final Floats square;
  private final int adamSize;

  Optimizer(Shape shape, Parameters weights) {
    this.weights = weights;
    adamSize = weights.layout().adamSize();
    momentum = new Floats(weights.layout().size() - adamSize);
    mean = new Floats(adamSize);
    square = new Floats(adamSize);
    for (var layer : weights.layout().layers()) {
      split(layer.qkv(), shape.width(), shape.kvWidth(), shape.kvWidth());
      split(layer.output(), shape.width());
      split(layer.gateUp(), shape.feedForward(), shape.feedForward());
      split(layer.down(), shape.width());
    }
  }

  private void split(Weight weight, int... rows) {
    var offset = weight.offset();
    for (var count : rows) {
      blocks.add(new Block(offset, count, weight.columns()));
      offset += count * weight.columns();
    }
  }

  /** The state in one piece each: momentum, mean, square. */
  List<Floats> state() {
    return List.of(momentum, mean, square);
  }

  /** The blocks, shared out among {@code threads} by their work; each list is one thread's. */
  List<List<Block>> shares(int threads) {
    var shares = new ArrayList<List<Block>>();
    var work = new long[threads];
    for (var i = 0; i < threads; i++) {
      shares.add(new ArrayList<>());
    }
    for (var block : blocks) {
      var least = 0;
      for (var i = 1; i < threads; i++) {
        least = work[i] < work[least] ? i : least;
      }
      shares.get(least).add(block);
      work[least] += block.work();
    }
    return shares;
  }

  /** One step of Adam for numbers {@code from} to {@code to} of the first {@link #adamSize()}. */
  void adam(Floats gradient, int from, int to, float rate, float scale, int step) {
    Vectors.multiply(gradient, from, scale, to - from);
    Vectors.adam(
        weights.values(),
        from,
        gradient,
        from,
        mean,
        square,
        from,
        to - from,
        rate,
        BETA1,
        BETA2,
        1 - Math.pow(BETA1, step),
        1 - Math.pow(BETA2, step));
  }

  /** One step of Muon for a block. */
  void muon(Floats gradient, Block block, NewtonSchulz newtonSchulz, float rate, float scale) {
    var size = block.rows * block.columns;
    var at = block.offset - adamSize;
    // momentum = 0.95 · momentum + gradient; Nesterov looks ahead: gradient + 0.95 · momentum.
    Vectors.add(gradient, block.offset, scale, momentum, at, MOMENTUM, size);
    Vectors.add(momentum, at, MOMENTUM, gradient, block.offset, scale, size);
    newtonSchulz.orthogonalise(gradient, block.offset, block.rows, block.columns);
    // Tall matrices take larger steps, so that outputs change alike whatever the shape.
    var step = -rate * (float) Math.sqrt(Math.max(1.0, (double) block.rows / block.columns));
    Vectors.add(gradient, block.offset, step, weights.values(), block.offset, 1, size);
  }

  /** How many numbers Adam trains, a multiple of 16. */
  int adamSize() {
    return adamSize;
  }
}
