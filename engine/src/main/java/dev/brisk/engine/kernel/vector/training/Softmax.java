package dev.brisk.engine.kernel.vector.training;

import static dev.brisk.engine.kernel.vector.training.Lanes.COUNT;
import static dev.brisk.engine.kernel.vector.training.Lanes.FLOATS;
import static dev.brisk.engine.kernel.vector.training.Lanes.load;
import static dev.brisk.engine.kernel.vector.training.Lanes.store;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** The softmax of attention's rows, each over the positions up to its own. */
public final class Softmax {
  private Softmax() {}

  /**
   * Turns scores into probabilities in place. Row i sees the first {@code first + i + 1} columns;
   * the others become 0.
   *
   * @param scale what scores are multiplied with before
   * @param stride columns of a row, at least {@code first + rows}
   */
  public static void causal(Floats scores, int at, int rows, int stride, int first, float scale) {
    for (int row = 0; row < rows; row++) {
      int from = at + row * stride;
      int seen = first + row + 1;
      int whole = seen - seen % COUNT;
      var rest = FLOATS.indexInRange(whole, seen);
      boolean tail = whole < seen;
      var most = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
      for (int i = 0; i < whole; i += COUNT) {
        most = most.max(load(scores, from + i));
      }
      float max = most.reduceLanes(VectorOperators.MAX);
      if (tail) {
        max =
            Math.max(max, load(scores, from + whole, rest).reduceLanes(VectorOperators.MAX, rest));
      }
      var shift = FloatVector.broadcast(FLOATS, -max * scale);
      var by = FloatVector.broadcast(FLOATS, scale);
      var sum = FloatVector.zero(FLOATS);
      for (int i = 0; i < whole; i += COUNT) {
        var e = Lanes.exp(load(scores, from + i).fma(by, shift));
        store(e, scores, from + i);
        sum = sum.add(e);
      }
      if (tail) {
        var e = Lanes.exp(load(scores, from + whole, rest).fma(by, shift));
        store(e, scores, from + whole, rest);
        sum = sum.add(e, rest);
      }
      float inverse = 1 / Lanes.sum(sum);
      for (int i = 0; i < whole; i += COUNT) {
        store(load(scores, from + i).mul(inverse), scores, from + i);
      }
      if (tail) {
        store(load(scores, from + whole, rest).mul(inverse), scores, from + whole, rest);
      }
      clear(scores, from + seen, stride - seen);
    }
  }

  /**
   * The gradient of the scores before scaling, in place of that of the probabilities: scale · p ·
   * (dp − Σ p · dp). Probabilities of 0 make gradients of 0, so that nothing is masked.
   */
  public static void backward(
      Floats p, int pAt, Floats dp, int dpAt, int rows, int stride, float scale) {
    int whole = stride - stride % COUNT;
    var rest = FLOATS.indexInRange(whole, stride);
    boolean tail = whole < stride;
    for (int row = 0; row < rows; row++) {
      int a = pAt + row * stride;
      int b = dpAt + row * stride;
      var sum = FloatVector.zero(FLOATS);
      for (int i = 0; i < whole; i += COUNT) {
        sum = load(p, a + i).fma(load(dp, b + i), sum);
      }
      if (tail) {
        sum = sum.add(load(p, a + whole, rest).mul(load(dp, b + whole, rest)), rest);
      }
      float mean = Lanes.sum(sum);
      for (int i = 0; i < whole; i += COUNT) {
        store(load(dp, b + i).sub(mean).mul(load(p, a + i)).mul(scale), dp, b + i);
      }
      if (tail) {
        var v = load(dp, b + whole, rest).sub(mean).mul(load(p, a + whole, rest)).mul(scale);
        store(v, dp, b + whole, rest);
      }
    }
  }

  private static void clear(Floats floats, int from, int count) {
    var zero = FloatVector.zero(FLOATS);
    int i = 0;
    for (; i + COUNT <= count; i += COUNT) {
      store(zero, floats, from + i);
    }
    for (; i < count; i++) {
      floats.set(from + i, 0);
    }
  }
}
