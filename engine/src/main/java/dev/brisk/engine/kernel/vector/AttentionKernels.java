package dev.brisk.engine.kernel.vector;

import static dev.brisk.engine.kernel.vector.Lanes.COUNT;
import static dev.brisk.engine.kernel.vector.Lanes.FLOATS;

import dev.brisk.engine.kernel.Exponential;
import jdk.incubator.vector.FloatVector;

/** The parts of attention. */
final class AttentionKernels {
  private final Reductions reductions;

  AttentionKernels(Reductions reductions) {
    this.reductions = reductions;
  }

  void scores(
      float[] q,
      int qOffset,
      float[] keys,
      int keysOffset,
      int headSize,
      int page,
      float scale,
      float[] scores,
      int scoresOffset) {
    for (int p = 0; p < page; p += 2 * COUNT) {
      FloatVector a0 = FloatVector.zero(FLOATS);
      FloatVector a1 = a0;
      int key = keysOffset + p;
      for (int d = 0; d < headSize; d++) {
        FloatVector v = FloatVector.broadcast(FLOATS, q[qOffset + d]);
        a0 = v.fma(FloatVector.fromArray(FLOATS, keys, key), a0);
        a1 = v.fma(FloatVector.fromArray(FLOATS, keys, key + COUNT), a1);
        key += page;
      }
      a0.mul(scale).intoArray(scores, scoresOffset + p);
      a1.mul(scale).intoArray(scores, scoresOffset + p + COUNT);
    }
  }

  void softmax(float[] x, int offset, int n) {
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

  void weightedSum(
      float[] weights,
      int weightsOffset,
      int count,
      float[] values,
      int valuesOffset,
      int headSize,
      float[] out,
      int outOffset) {
    int d = 0;
    for (; d + COUNT <= headSize; d += COUNT) {
      FloatVector sum = FloatVector.fromArray(FLOATS, out, outOffset + d);
      int value = valuesOffset + d;
      for (int p = 0; p < count; p++) {
        FloatVector v = FloatVector.fromArray(FLOATS, values, value);
        sum = v.fma(FloatVector.broadcast(FLOATS, weights[weightsOffset + p]), sum);
        value += headSize;
      }
      sum.intoArray(out, outOffset + d);
    }
    for (; d < headSize; d++) {
      float sum = out[outOffset + d];
      for (int p = 0; p < count; p++) {
        sum = Math.fma(weights[weightsOffset + p], values[valuesOffset + p * headSize + d], sum);
      }
      out[outOffset + d] = sum;
    }
  }
}
