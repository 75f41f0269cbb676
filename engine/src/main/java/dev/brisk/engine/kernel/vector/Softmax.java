package dev.brisk.engine.kernel.vector;

import static dev.brisk.engine.kernel.vector.Lanes.COUNT;
import static dev.brisk.engine.kernel.vector.Lanes.FLOATS;

import dev.brisk.engine.kernel.Exponential;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** Softmax of a row, and of a row that comes page by page. */
final class Softmax {
  private final Reductions reductions;

  Softmax(Reductions reductions) {
    this.reductions = reductions;
  }

  /** See {@link dev.brisk.engine.kernel.Kernels#softmax}. */
  void whole(float[] x, int offset, int n) {
    float max = reductions.max(x, offset, n);
    FloatVector sums = FloatVector.zero(FLOATS);
    int i = 0;
    for (; i + COUNT <= n; i += COUNT) {
      FloatVector e = VectorExponential.exp(FloatVector.fromArray(FLOATS, x, offset + i).sub(max));
      e.intoArray(x, offset + i);
      sums = sums.add(e);
    }
    float sum = reductions.sum(sums);
    for (; i < n; i++) {
      float e = Exponential.exp(x[offset + i] - max);
      x[offset + i] = e;
      sum += e;
    }
    float scale = 1 / sum;
    for (i = 0; i + COUNT <= n; i += COUNT) {
      FloatVector.fromArray(FLOATS, x, offset + i).mul(scale).intoArray(x, offset + i);
    }
    for (; i < n; i++) {
      x[offset + i] *= scale;
    }
  }

  /** See {@link dev.brisk.engine.kernel.Kernels#weigh}. */
  float weigh(
      float[] x, int offset, int page, int begin, int end, float scale, float[] states, int state) {
    // What is not looked at becomes a weight of 0 by itself, and all vectors are whole.
    Arrays.fill(x, offset, offset + begin, Float.NEGATIVE_INFINITY);
    Arrays.fill(x, offset + end, offset + page, Float.NEGATIVE_INFINITY);
    FloatVector most = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
    for (int i = offset; i < offset + page; i += COUNT) {
      FloatVector scaled = FloatVector.fromArray(FLOATS, x, i).mul(scale);
      scaled.intoArray(x, i);
      most = most.max(scaled);
    }
    float before = states[state];
    float max = Math.max(before, reductions.max(most));
    FloatVector sums = FloatVector.zero(FLOATS);
    for (int i = offset; i < offset + page; i += COUNT) {
      FloatVector under = FloatVector.fromArray(FLOATS, x, i).sub(max);
      FloatVector e =
          VectorExponential.exp(under)
              .blend(0f, under.compare(VectorOperators.LT, Exponential.LOWEST));
      e.intoArray(x, i);
      sums = sums.add(e);
    }
    float factor = before == max ? 1 : Exponential.exp(before - max);
    states[state] = max;
    states[state + 1] = states[state + 1] * factor + reductions.sum(sums);
    return factor;
  }
}
