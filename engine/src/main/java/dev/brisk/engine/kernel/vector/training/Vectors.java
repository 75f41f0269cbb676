package dev.brisk.engine.kernel.vector.training;

import static dev.brisk.engine.kernel.vector.training.Lanes.COUNT;
import static dev.brisk.engine.kernel.vector.training.Lanes.FLOATS;
import static dev.brisk.engine.kernel.vector.training.Lanes.load;
import static dev.brisk.engine.kernel.vector.training.Lanes.store;

import jdk.incubator.vector.FloatVector;

/** Sums and updates over whole stretches of numbers; counts are multiples of 16. */
public final class Vectors {
  private Vectors() {}

  /** to = scale · to + by · from. */
  public static void add(
      Floats from, int fromAt, float by, Floats to, int toAt, float scale, int count) {
    for (int i = 0; i < count; i += COUNT) {
      var sum = load(from, fromAt + i).mul(by).add(load(to, toAt + i).mul(scale));
      store(sum, to, toAt + i);
    }
  }

  /** to += from · gain · (a row of {@code count}), element by element. */
  public static void multiplyAdd(
      Floats a, int aAt, Floats b, int bAt, Floats to, int toAt, int count) {
    for (int i = 0; i < count; i += COUNT) {
      store(load(a, aAt + i).fma(load(b, bAt + i), load(to, toAt + i)), to, toAt + i);
    }
  }

  /** to = a · b, element by element. */
  public static void multiply(
      Floats a, int aAt, Floats b, int bAt, Floats to, int toAt, int count) {
    for (int i = 0; i < count; i += COUNT) {
      store(load(a, aAt + i).mul(load(b, bAt + i)), to, toAt + i);
    }
  }

  /** x = scale · x. */
  public static void multiply(Floats x, int at, float scale, int count) {
    for (int i = 0; i < count; i += COUNT) {
      store(load(x, at + i).mul(scale), x, at + i);
    }
  }

  /** The sum of squares. */
  public static double squares(Floats x, int at, int count) {
    var sum = FloatVector.zero(FLOATS);
    for (int i = 0; i < count; i += COUNT) {
      var v = load(x, at + i);
      sum = v.fma(v, sum);
    }
    return Lanes.sum(sum);
  }

  /**
   * One step of Adam (Kingma and Ba, 2014).
   *
   * @param correction1 1 − β₁ᵗ
   * @param correction2 1 − β₂ᵗ
   */
  public static void adam(
      Floats weights,
      int at,
      Floats gradient,
      int gradientAt,
      Floats mean,
      Floats square,
      int stateAt,
      int count,
      float rate,
      float beta1,
      float beta2,
      double correction1,
      double correction2) {
    var step = FloatVector.broadcast(FLOATS, (float) (-rate / correction1));
    float root = (float) (1 / Math.sqrt(correction2));
    for (int i = 0; i < count; i += COUNT) {
      var g = load(gradient, gradientAt + i);
      var m = load(mean, stateAt + i);
      m = Lanes.flush(g.sub(m).mul(1 - beta1).add(m));
      var v = load(square, stateAt + i);
      v = Lanes.flush(g.mul(g).sub(v).mul(1 - beta2).add(v));
      store(m, mean, stateAt + i);
      store(v, square, stateAt + i);
      var size = v.sqrt().mul(root).add(1e-8f);
      store(m.div(size).fma(step, load(weights, at + i)), weights, at + i);
    }
  }
}
