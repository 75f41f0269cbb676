package dev.brisk.distill.train;

import dev.brisk.engine.kernel.vector.training.Floats;
import dev.brisk.engine.kernel.vector.training.Softmax;

/**
 * Causal attention within each sample, forward and backward, as products of blocks: {@link #BLOCK}
 * queries against the keys up to the block's last. The probabilities are kept for the way back.
 */
final class AttentionPass {
  private static final int BLOCK = 64;
  private static final float SCALE = (float) (1 / Math.sqrt(Shape.HEAD));

  private final Shape shape;
  private final int stride;
  private final Blas blas;
  private final Floats gradient;

  AttentionPass(Shape shape, int rows, Blas blas) {
    this.shape = shape;
    this.blas = blas;
    stride = shape.qkvWidth();
    gradient = new Floats(BLOCK * rows);
  }

  /** The most numbers that the probabilities of one layer take. */
  static int probabilities(Shape shape, int rows, int longest) {
    return Math.toIntExact((long) shape.heads() * (rows + longest) * (longest + 2 * BLOCK) / 2);
  }

  /**
   * @param qkv rows of queries, keys and values, rotated
   * @param out rows of {@code width}
   */
  void forward(Batch batch, Floats qkv, Floats probabilities, Floats out) {
    int p = 0;
    for (int s = 0; s + 1 < batch.starts.length; s++) {
      int start = batch.starts[s];
      int length = batch.starts[s + 1] - start;
      for (int head = 0; head < shape.heads(); head++) {
        int keys = start * stride + keyColumn(head);
        int values = keys + shape.kvWidth();
        for (int from = 0; from < length; from += BLOCK) {
          int to = Math.min(length, from + BLOCK);
          int queries = (start + from) * stride + head * Shape.HEAD;
          int outAt = (start + from) * shape.width() + head * Shape.HEAD;
          blas.timesTransposed(
              to - from,
              to,
              Shape.HEAD,
              1,
              qkv,
              queries,
              stride,
              qkv,
              keys,
              stride,
              0,
              probabilities,
              p,
              to);
          Softmax.causal(probabilities, p, to - from, to, from, SCALE);
          blas.times(
              to - from,
              Shape.HEAD,
              to,
              1,
              probabilities,
              p,
              to,
              qkv,
              values,
              stride,
              0,
              out,
              outAt,
              shape.width());
          p += (to - from) * to;
        }
      }
    }
  }

  /** Writes the gradient of {@code qkv} to {@code dqkv}, given that of the output. */
  void backward(Batch batch, Floats qkv, Floats probabilities, Floats dout, Floats dqkv) {
    dqkv.clear(0, batch.rows * stride);
    int p = 0;
    for (int s = 0; s + 1 < batch.starts.length; s++) {
      int start = batch.starts[s];
      int length = batch.starts[s + 1] - start;
      for (int head = 0; head < shape.heads(); head++) {
        int keys = start * stride + keyColumn(head);
        int values = keys + shape.kvWidth();
        for (int from = 0; from < length; from += BLOCK) {
          int to = Math.min(length, from + BLOCK);
          int n = to - from;
          int queries = (start + from) * stride + head * Shape.HEAD;
          int outAt = (start + from) * shape.width() + head * Shape.HEAD;
          blas.timesTransposed(
              n,
              to,
              Shape.HEAD,
              1,
              dout,
              outAt,
              shape.width(),
              qkv,
              values,
              stride,
              0,
              gradient,
              0,
              to);
          blas.transposedTimes(
              to,
              Shape.HEAD,
              n,
              1,
              probabilities,
              p,
              to,
              dout,
              outAt,
              shape.width(),
              1,
              dqkv,
              values,
              stride);
          Softmax.backward(probabilities, p, gradient, 0, n, to, SCALE);
          blas.times(
              n, Shape.HEAD, to, 1, gradient, 0, to, qkv, keys, stride, 0, dqkv, queries, stride);
          blas.transposedTimes(
              to, Shape.HEAD, n, 1, gradient, 0, to, qkv, queries, stride, 1, dqkv, keys, stride);
          p += n * to;
        }
      }
    }
  }

  private int keyColumn(int head) {
    return shape.width() + head / (shape.heads() / shape.kvHeads()) * Shape.HEAD;
  }
}
