package dev.brisk.engine.kernel.vector.training;

import static dev.brisk.engine.kernel.vector.training.Lanes.COUNT;
import static dev.brisk.engine.kernel.vector.training.Lanes.FLOATS;
import static dev.brisk.engine.kernel.vector.training.Lanes.load;
import static dev.brisk.engine.kernel.vector.training.Lanes.store;

import jdk.incubator.vector.FloatVector;

/**
 * Root-mean-square normalisation of rows without a gain: y = x · r with r = 1 / √(mean(x²) + ε).
 * Widths are multiples of 16.
 */
public final class Norm {
  private Norm() {}

  /**
   * Normalises {@code rows} rows.
   *
   * @param inverse where each row's r goes, from {@code inverseAt} on
   */
  public static void forward(
      Floats x,
      int xAt,
      Floats y,
      int yAt,
      Floats inverse,
      int inverseAt,
      int rows,
      int width,
      float epsilon) {
    for (int row = 0; row < rows; row++) {
      int from = xAt + row * width;
      int to = yAt + row * width;
      var sum = FloatVector.zero(FLOATS);
      for (int i = 0; i < width; i += COUNT) {
        var v = load(x, from + i);
        sum = v.fma(v, sum);
      }
      float r = (float) (1 / Math.sqrt(Lanes.sum(sum) / width + epsilon));
      for (int i = 0; i < width; i += COUNT) {
        store(load(x, from + i).mul(r), y, to + i);
      }
      inverse.set(inverseAt + row, r);
    }
  }

  /** Adds to {@code dx}, given the gradient of y: dx += r · (dy − y · mean(dy · y)). */
  public static void backward(
      Floats dy,
      int dyAt,
      Floats y,
      int yAt,
      Floats inverse,
      int inverseAt,
      Floats dx,
      int dxAt,
      int rows,
      int width) {
    for (int row = 0; row < rows; row++) {
      int at = row * width;
      var sum = FloatVector.zero(FLOATS);
      for (int i = 0; i < width; i += COUNT) {
        sum = load(dy, dyAt + at + i).fma(load(y, yAt + at + i), sum);
      }
      float r = inverse.get(inverseAt + row);
      float mean = Lanes.sum(sum) / width;
      var scale = FloatVector.broadcast(FLOATS, r);
      var towards = FloatVector.broadcast(FLOATS, -mean * r);
      for (int i = 0; i < width; i += COUNT) {
        var change = load(dy, dyAt + at + i).fma(scale, load(dx, dxAt + at + i));
        store(load(y, yAt + at + i).fma(towards, change), dx, dxAt + at + i);
      }
    }
  }
}
