package dev.brisk.distill.train;

import dev.brisk.distill.train.Parameters.Layer;
import dev.brisk.distill.train.Parameters.Weight;
import dev.brisk.engine.kernel.vector.training.Floats;
import dev.brisk.engine.kernel.vector.training.Norm;
import dev.brisk.engine.kernel.vector.training.Rotary;
import dev.brisk.engine.kernel.vector.training.SwiGlu;
import java.util.ArrayList;
import java.util.List;

/**
 * A batch through the network and back, with gradients by hand: products by OpenBLAS, everything
 * between them fused. After the last layer's attention only the rows with a loss go on. For one
 * thread; weights may be shared.
 */
final class Pass {
  /** What a layer keeps for the way back, a row each for a row of the batch. */
  private record Kept(
      Floats attentionIn,
      Floats attentionInverse,
      Floats qkv,
      Floats probabilities,
      Floats attention,
      Floats feedIn,
      Floats feedInverse,
      Floats gateUp) {}

  private final Shape shape;
  private final Parameters weights;
  private final Blas blas = new Blas();
  private final int capacity;
  private final Rotary rotary;
  private final AttentionPass attention;
  private final List<Kept> kept = new ArrayList<>();
  private final Head head;
  private final Floats x;
  private final Floats hidden;
  private final Floats dx;
  private final Floats dnormed;
  private final Floats dqkv;

  /**
   * @param capacity most rows of a batch, at least the longest sample
   * @param longest most rows of a sample
   */
  Pass(Shape shape, Parameters weights, int capacity, int longest) {
    this.shape = shape;
    this.weights = weights;
    this.capacity = capacity;
    int width = shape.width();
    rotary = new Rotary(Shape.HEAD, longest, Shape.ROPE_BASE);
    attention = new AttentionPass(shape, capacity, blas);
    head = new Head(shape, weights, capacity, blas);
    for (int i = 0; i < shape.layers(); i++) {
      kept.add(
          new Kept(
              new Floats(capacity * width),
              new Floats(capacity),
              new Floats(capacity * shape.qkvWidth()),
              new Floats(AttentionPass.probabilities(shape, capacity, longest)),
              new Floats(capacity * width),
              new Floats(capacity * width),
              new Floats(capacity),
              new Floats(capacity * 2 * shape.feedForward())));
    }
    x = new Floats(capacity * width);
    hidden = new Floats(capacity * shape.feedForward());
    dx = new Floats(capacity * width);
    dnormed = new Floats(capacity * width);
    dqkv = new Floats(capacity * shape.qkvWidth());
  }

  /** Most rows of a batch. */
  int capacity() {
    return capacity;
  }

  /**
   * Adds the gradients of Σ weight · scale · loss to {@code gradients}.
   *
   * @return Σ weight · loss, in nats
   */
  double train(Batch batch, double scale, Parameters gradients) {
    forward(batch);
    double loss = head.train(batch, (float) scale, x, dx, gradients);
    backward(batch, gradients);
    return loss;
  }

  /** What the network makes of a batch's rows with a loss, in their order. */
  Predictions predict(Batch batch) {
    forward(batch);
    return head.predict(batch, x);
  }

  /** The logits of a batch's rows with a loss: as many rows of the vocabulary's size. */
  float[] logits(Batch batch) {
    forward(batch);
    return head.logits(batch, x);
  }

  private void forward(Batch batch) {
    int width = shape.width();
    int rows = batch.rows;
    var embedding = weights.layout().embedding();
    for (int row = 0; row < rows; row++) {
      x.copy(weights.values(), embedding.offset() + batch.tokens[row] * width, row * width, width);
    }
    for (int i = 0; i < shape.layers(); i++) {
      var layer = weights.layout().layers().get(i);
      var k = kept.get(i);
      Norm.forward(x, 0, k.attentionIn, 0, k.attentionInverse, 0, rows, width, Shape.EPSILON);
      apply(layer.qkv(), k.attentionIn, rows, 0, k.qkv);
      rotary.turn(
          k.qkv,
          0,
          shape.qkvWidth(),
          shape.heads() + shape.kvHeads(),
          batch.positions,
          rows,
          false);
      attention.forward(batch, k.qkv, k.probabilities, k.attention);
      if (i == shape.layers() - 1) {
        gather(x, batch.lossRows, width);
        gather(k.attention, batch.lossRows, width);
        rows = batch.lossRows.length;
      }
      apply(layer.output(), k.attention, rows, 1, x);
      Norm.forward(x, 0, k.feedIn, 0, k.feedInverse, 0, rows, width, Shape.EPSILON);
      apply(layer.gateUp(), k.feedIn, rows, 0, k.gateUp);
      SwiGlu.forward(k.gateUp, 0, hidden, rows, shape.feedForward());
      apply(layer.down(), hidden, rows, 1, x);
    }
  }

  private void backward(Batch batch, Parameters gradients) {
    int width = shape.width();
    int rows = batch.lossRows.length;
    for (int i = shape.layers() - 1; i >= 0; i--) {
      var layer = weights.layout().layers().get(i);
      var k = kept.get(i);
      feedForwardBack(layer, k, rows, gradients);
      back(layer.output(), dx, rows, dnormed);
      learn(layer.output(), dx, k.attention, rows, gradients);
      if (i == shape.layers() - 1) {
        scatter(dx, batch.lossRows, batch.rows, width);
        scatter(dnormed, batch.lossRows, batch.rows, width);
        rows = batch.rows;
      }
      attention.backward(batch, k.qkv, k.probabilities, dnormed, dqkv);
      rotary.turn(
          dqkv, 0, shape.qkvWidth(), shape.heads() + shape.kvHeads(), batch.positions, rows, true);
      learn(layer.qkv(), dqkv, k.attentionIn, rows, gradients);
      back(layer.qkv(), dqkv, rows, dnormed);
      Norm.backward(dnormed, 0, k.attentionIn, 0, k.attentionInverse, 0, dx, 0, rows, width);
    }
    var embedding = weights.layout().embedding();
    for (int row = 0; row < batch.rows; row++) {
      Head.addRow(
          dx,
          row * width,
          gradients.values(),
          embedding.offset() + batch.tokens[row] * width,
          width);
    }
  }

  private void feedForwardBack(Layer layer, Kept k, int rows, Parameters gradients) {
    back(layer.down(), dx, rows, hidden);
    SwiGlu.backward(k.gateUp, 0, hidden, rows, shape.feedForward());
    learn(layer.down(), dx, hidden, rows, gradients);
    learn(layer.gateUp(), k.gateUp, k.feedIn, rows, gradients);
    back(layer.gateUp(), k.gateUp, rows, dnormed);
    Norm.backward(dnormed, 0, k.feedIn, 0, k.feedInverse, 0, dx, 0, rows, shape.width());
  }

  /** out = W · in (+ out), row by row. */
  private void apply(Weight w, Floats in, int rows, float keep, Floats out) {
    blas.timesTransposed(
        rows,
        w.rows(),
        w.columns(),
        1,
        in,
        0,
        w.columns(),
        weights.values(),
        w.offset(),
        w.columns(),
        keep,
        out,
        0,
        w.rows());
  }

  /** din = Wᵀ · dout, row by row. */
  private void back(Weight w, Floats dout, int rows, Floats din) {
    blas.times(
        rows,
        w.columns(),
        w.rows(),
        1,
        dout,
        0,
        w.rows(),
        weights.values(),
        w.offset(),
        w.columns(),
        0,
        din,
        0,
        w.columns());
  }

  /** dW += Σ dout · inᵀ. */
  private void learn(Weight w, Floats dout, Floats in, int rows, Parameters gradients) {
    blas.transposedTimes(
        w.rows(),
        w.columns(),
        rows,
        1,
        dout,
        0,
        w.rows(),
        in,
        0,
        w.columns(),
        1,
        gradients.values(),
        w.offset(),
        w.columns());
  }

  /** Moves the chosen rows to the front. */
  private static void gather(Floats x, int[] chosen, int width) {
    for (int i = 0; i < chosen.length; i++) {
      x.copy(x, chosen[i] * width, i * width, width);
    }
  }

  /** Moves them back, zeros between them. */
  private static void scatter(Floats x, int[] chosen, int rows, int width) {
    int next = rows;
    for (int i = chosen.length - 1; i >= 0; i--) {
      x.copy(x, i * width, chosen[i] * width, width);
      // Rows after the chosen one, and never one that is still to be moved.
      x.clear((chosen[i] + 1) * width, (next - chosen[i] - 1) * width);
      next = chosen[i];
    }
    x.clear(0, next * width);
  }
}
