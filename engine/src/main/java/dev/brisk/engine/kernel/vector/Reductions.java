package dev.brisk.engine.kernel.vector;

import static dev.brisk.engine.kernel.vector.Lanes.COUNT;
import static dev.brisk.engine.kernel.vector.Lanes.FLOATS;

import jdk.incubator.vector.FloatVector;

/**
 * Sums and maxima across lanes, made in a fixed order through memory, because {@code reduceLanes}
 * promises none and would give other bits before and after compilation. One instance serves one
 * thread.
 */
final class Reductions {
  private final float[] lanes = new float[COUNT];

  /** The sum of the lanes, the first lane first. */
  float sum(FloatVector v) {
    v.intoArray(lanes, 0);
    float sum = 0;
    for (float lane : lanes) {
      sum += lane;
    }
    return sum;
  }

  /** The greatest lane. */
  float max(FloatVector v) {
    v.intoArray(lanes, 0);
    float max = Float.NEGATIVE_INFINITY;
    for (float lane : lanes) {
      max = Math.max(max, lane);
    }
    return max;
  }

  /** The greatest of {@code n} values. */
  float max(float[] x, int offset, int n) {
    FloatVector most = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
    int i = 0;
    for (; i + COUNT <= n; i += COUNT) {
      most = most.max(FloatVector.fromArray(FLOATS, x, offset + i));
    }
    float max = max(most);
    for (; i < n; i++) {
      max = Math.max(max, x[offset + i]);
    }
    return max;
  }
}
