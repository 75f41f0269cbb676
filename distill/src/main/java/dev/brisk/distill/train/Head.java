package dev.brisk.distill.train;

import dev.brisk.engine.kernel.vector.training.CrossEntropy;
import dev.brisk.engine.kernel.vector.training.Floats;
import dev.brisk.engine.kernel.vector.training.Norm;
import dev.brisk.engine.kernel.vector.training.Vectors;

/** The final norm and the logits, a few rows at a time so that these stay in the cache. */
final class Head {
  private static final int CHUNK = 128;

  /** The logit of rows that are no tokens. */
  private static final float NEVER = -1e30f;

  private final Shape shape;
  private final Parameters weights;
  private final Blas blas;
  private final Floats normed;
  private final Floats inverse;
  private final Floats scaled;
  private final Floats logits;

  Head(Shape shape, Parameters weights, int capacity, Blas blas) {
    this.shape = shape;
    this.weights = weights;
    this.blas = blas;
    normed = new Floats(capacity * shape.width());
    inverse = new Floats(capacity);
    scaled = new Floats(CHUNK * shape.width());
    logits = new Floats(CHUNK * shape.embeddingRows());
  }

  /** Gradients of {@code x}'s rows go to {@code dx}; returns Σ weight · loss. */
  double train(Batch batch, float scale, Floats x, Floats dx, Parameters gradients) {
    int width = shape.width();
    int vocabulary = shape.embeddingRows();
    var embedding = weights.layout().embedding();
    var gain = weights.layout().norm();
    int rows = batch.lossRows.length;
    Norm.forward(x, 0, normed, 0, inverse, 0, rows, width, Shape.EPSILON);
    dx.clear(0, rows * width);
    double loss = 0;
    for (int from = 0; from < rows; from += CHUNK) {
      int n = Math.min(CHUNK, rows - from);
      chunkLogits(from, n);
      for (int i = 0; i < n; i++) {
        float weight = batch.weights[from + i];
        var mixture = batch.mixtures[from + i];
        int at = i * vocabulary;
        loss +=
            weight
                * (mixture.tokens().length == 0
                    ? CrossEntropy.backward(
                        logits, at, vocabulary, batch.targets[from + i], weight * scale)
                    : CrossEntropy.backward(
                        logits,
                        at,
                        vocabulary,
                        mixture.tokens(),
                        mixture.shares(),
                        weight * scale));
      }
      blas.transposedTimes(
          vocabulary,
          width,
          n,
          1,
          logits,
          0,
          vocabulary,
          scaled,
          0,
          width,
          1,
          gradients.values(),
          embedding.offset(),
          width);
      blas.times(
          n,
          width,
          vocabulary,
          1,
          logits,
          0,
          vocabulary,
          weights.values(),
          embedding.offset(),
          width,
          0,
          scaled,
          0,
          width);
      for (int i = 0; i < n; i++) {
        int row = (from + i) * width;
        Vectors.multiplyAdd(
            scaled, i * width, normed, row, gradients.values(), gain.offset(), width);
        Vectors.multiply(
            scaled, i * width, weights.values(), gain.offset(), scaled, i * width, width);
      }
      Norm.backward(scaled, 0, normed, from * width, inverse, from, dx, from * width, n, width);
    }
    return loss;
  }

  Predictions predict(Batch batch, Floats x) {
    int rows = batch.lossRows.length;
    var best = new int[rows];
    var loss = new double[rows];
    Norm.forward(x, 0, normed, 0, inverse, 0, rows, shape.width(), Shape.EPSILON);
    for (int from = 0; from < rows; from += CHUNK) {
      int n = Math.min(CHUNK, rows - from);
      chunkLogits(from, n);
      for (int i = 0; i < n; i++) {
        int at = i * shape.embeddingRows();
        best[from + i] = CrossEntropy.best(logits, at, shape.embeddingRows());
        loss[from + i] =
            CrossEntropy.loss(logits, at, shape.embeddingRows(), batch.targets[from + i]);
      }
    }
    return new Predictions(best, loss);
  }

  float[] logits(Batch batch, Floats x) {
    int rows = batch.lossRows.length;
    int vocabulary = shape.embeddingRows();
    var all = new float[rows * vocabulary];
    Norm.forward(x, 0, normed, 0, inverse, 0, rows, shape.width(), Shape.EPSILON);
    for (int from = 0; from < rows; from += CHUNK) {
      int n = Math.min(CHUNK, rows - from);
      chunkLogits(from, n);
      System.arraycopy(logits.array(0, n * vocabulary), 0, all, from * vocabulary, n * vocabulary);
    }
    return all;
  }

  private void chunkLogits(int from, int n) {
    int width = shape.width();
    var embedding = weights.layout().embedding();
    for (int i = 0; i < n; i++) {
      Vectors.multiply(
          normed,
          (from + i) * width,
          weights.values(),
          weights.layout().norm().offset(),
          scaled,
          i * width,
          width);
    }
    blas.timesTransposed(
        n,
        shape.embeddingRows(),
        width,
        1,
        scaled,
        0,
        width,
        weights.values(),
        embedding.offset(),
        width,
        0,
        logits,
        0,
        shape.embeddingRows());
    for (int i = 0; i < n; i++) {
      for (int token = shape.vocabulary(); token < shape.embeddingRows(); token++) {
        logits.set(i * shape.embeddingRows() + token, NEVER);
      }
    }
  }

  static void addRow(Floats from, int fromAt, Floats to, int toAt, int width) {
    Vectors.add(from, fromAt, 1, to, toAt, 1, width);
  }
}
