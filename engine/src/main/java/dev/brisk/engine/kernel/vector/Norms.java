package dev.brisk.engine.kernel.vector;

import static dev.brisk.engine.kernel.vector.Lanes.COUNT;
import static dev.brisk.engine.kernel.vector.Lanes.FLOATS;

import jdk.incubator.vector.FloatVector;

/** Norms of a row. */
final class Norms {
  private final Reductions reductions;

  Norms(Reductions reductions) {
    this.reductions = reductions;
  }

  void rms(
      float[] x, int xOffset, float[] weight, int n, float epsilon, float[] out, int outOffset) {
    FloatVector sums = FloatVector.zero(FLOATS);
    int i = 0;
    for (; i + COUNT <= n; i += COUNT) {
      FloatVector v = FloatVector.fromArray(FLOATS, x, xOffset + i);
      sums = v.fma(v, sums);
    }
    float sum = reductions.sum(sums);
    for (; i < n; i++) {
      sum = Math.fma(x[xOffset + i], x[xOffset + i], sum);
    }
    float scale = (float) (1 / Math.sqrt(sum / n + epsilon));
    for (i = 0; i + COUNT <= n; i += COUNT) {
      FloatVector v = FloatVector.fromArray(FLOATS, x, xOffset + i).mul(scale);
      v.mul(FloatVector.fromArray(FLOATS, weight, i)).intoArray(out, outOffset + i);
    }
    for (; i < n; i++) {
      out[outOffset + i] = x[xOffset + i] * scale * weight[i];
    }
  }

  void layer(
      float[] x,
      int xOffset,
      float[] weight,
      float[] bias,
      int n,
      float epsilon,
      float[] out,
      int outOffset) {
    FloatVector sums = FloatVector.zero(FLOATS);
    int i = 0;
    for (; i + COUNT <= n; i += COUNT) {
      sums = sums.add(FloatVector.fromArray(FLOATS, x, xOffset + i));
    }
    float sum = reductions.sum(sums);
    for (; i < n; i++) {
      sum += x[xOffset + i];
    }
    float mean = sum / n;
    FloatVector squares = FloatVector.zero(FLOATS);
    for (i = 0; i + COUNT <= n; i += COUNT) {
      FloatVector v = FloatVector.fromArray(FLOATS, x, xOffset + i).sub(mean);
      squares = v.fma(v, squares);
    }
    float square = reductions.sum(squares);
    for (; i < n; i++) {
      float v = x[xOffset + i] - mean;
      square = Math.fma(v, v, square);
    }
    float scale = (float) (1 / Math.sqrt(square / n + epsilon));
    for (i = 0; i + COUNT <= n; i += COUNT) {
      FloatVector v = FloatVector.fromArray(FLOATS, x, xOffset + i).sub(mean).mul(scale);
      FloatVector w = FloatVector.fromArray(FLOATS, weight, i);
      v.fma(w, FloatVector.fromArray(FLOATS, bias, i)).intoArray(out, outOffset + i);
    }
    for (; i < n; i++) {
      out[outOffset + i] = Math.fma((x[xOffset + i] - mean) * scale, weight[i], bias[i]);
    }
  }
}
