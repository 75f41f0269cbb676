package dev.brisk.engine.kernel.vector;

import static dev.brisk.engine.kernel.vector.Lanes.COUNT;
import static dev.brisk.engine.kernel.vector.Lanes.FLOATS;

import dev.brisk.engine.kernel.Exponential;
import dev.brisk.engine.kernel.Kernels;
import dev.brisk.engine.kernel.Panels;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * The Vector API twin. Sums across lanes are made in a fixed order through memory, because {@code
 * reduceLanes} promises none and would give other bits before and after compilation.
 */
public final class VectorKernels implements Kernels {
  private final TileProduct tiles = new TileProduct();
  private final float[] lanes = new float[COUNT];

  @Override
  public String description() {
    return "Vector API, " + FLOATS.vectorBitSize() + " bits";
  }

  @Override
  public int panelWidth() {
    return Lanes.PANEL;
  }

  @Override
  public int rowTile() {
    return TileProduct.ROWS;
  }

  @Override
  public void multiply(
      Panels w, int from, int to, float[] x, int xStride, int rows, float[] y, int yStride) {
    if (rows == 1) {
      RowProduct.multiply(w, from, to, x, 0, y, 0);
    } else {
      tiles.multiply(w, from, to, x, xStride, rows, y, yStride);
    }
  }

  @Override
  public void rmsNorm(
      float[] x, int xOffset, float[] weight, int n, float epsilon, float[] out, int outOffset) {
    FloatVector sums = FloatVector.zero(FLOATS);
    int i = 0;
    for (; i + COUNT <= n; i += COUNT) {
      FloatVector v = FloatVector.fromArray(FLOATS, x, xOffset + i);
      sums = v.fma(v, sums);
    }
    float sum = sum(sums);
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

  private float sum(FloatVector v) {
    v.intoArray(lanes, 0);
    float sum = 0;
    for (float lane : lanes) {
      sum += lane;
    }
    return sum;
  }

  @Override
  public void swiGlu(float[] gate, int gateOffset, float[] up, int upOffset, int n) {
    int i = 0;
    for (; i + COUNT <= n; i += COUNT) {
      FloatVector g = FloatVector.fromArray(FLOATS, gate, gateOffset + i);
      FloatVector silu = g.div(exp(g.neg()).add(1f));
      silu.mul(FloatVector.fromArray(FLOATS, up, upOffset + i)).intoArray(gate, gateOffset + i);
    }
    for (; i < n; i++) {
      float g = gate[gateOffset + i];
      gate[gateOffset + i] = g / (1 + Exponential.exp(-g)) * up[upOffset + i];
    }
  }

  /** The twin of {@link Exponential#exp}, operation by operation. */
  private static FloatVector exp(FloatVector x) {
    FloatVector clamped = x.max(Exponential.LOWEST).min(Exponential.HIGHEST);
    FloatVector round = FloatVector.broadcast(FLOATS, Exponential.ROUND);
    FloatVector n =
        clamped.fma(FloatVector.broadcast(FLOATS, Exponential.LOG2_E), round).sub(round);
    FloatVector r = n.fma(FloatVector.broadcast(FLOATS, -Exponential.LN2_HIGH), clamped);
    r = n.fma(FloatVector.broadcast(FLOATS, -Exponential.LN2_LOW), r);
    FloatVector p = FloatVector.broadcast(FLOATS, Exponential.C7);
    p = p.fma(r, FloatVector.broadcast(FLOATS, Exponential.C6));
    p = p.fma(r, FloatVector.broadcast(FLOATS, Exponential.C5));
    p = p.fma(r, FloatVector.broadcast(FLOATS, Exponential.C4));
    p = p.fma(r, FloatVector.broadcast(FLOATS, Exponential.C3));
    p = p.fma(r, FloatVector.broadcast(FLOATS, Exponential.C2));
    p = p.fma(r, FloatVector.broadcast(FLOATS, 1f));
    p = p.fma(r, FloatVector.broadcast(FLOATS, 1f));
    FloatVector power =
        n.convert(VectorOperators.F2I, 0)
            .reinterpretAsInts()
            .add(127)
            .lanewise(VectorOperators.LSHL, 23)
            .reinterpretAsFloats();
    return p.mul(power);
  }

  @Override
  public void add(float[] x, int xOffset, float[] y, int yOffset, int n) {
    int i = 0;
    for (; i + COUNT <= n; i += COUNT) {
      FloatVector.fromArray(FLOATS, x, xOffset + i)
          .add(FloatVector.fromArray(FLOATS, y, yOffset + i))
          .intoArray(x, xOffset + i);
    }
    for (; i < n; i++) {
      x[xOffset + i] += y[yOffset + i];
    }
  }

  @Override
  public void scores(
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

  @Override
  public void softmax(float[] x, int offset, int n) {
    float max = max(x, offset, n);
    FloatVector sums = FloatVector.zero(FLOATS);
    int i = 0;
    for (; i + COUNT <= n; i += COUNT) {
      FloatVector e = exp(FloatVector.fromArray(FLOATS, x, offset + i).sub(max));
      e.intoArray(x, offset + i);
      sums = sums.add(e);
    }
    float sum = sum(sums);
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

  private float max(float[] x, int offset, int n) {
    FloatVector most = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
    int i = 0;
    for (; i + COUNT <= n; i += COUNT) {
      most = most.max(FloatVector.fromArray(FLOATS, x, offset + i));
    }
    most.intoArray(lanes, 0);
    float max = Float.NEGATIVE_INFINITY;
    for (float lane : lanes) {
      max = Math.max(max, lane);
    }
    for (; i < n; i++) {
      max = Math.max(max, x[offset + i]);
    }
    return max;
  }

  @Override
  public void weightedSum(
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

  @Override
  public int argmax(float[] x, int offset, int n) {
    float max = max(x, offset, n);
    for (int i = 0; i < n; i++) {
      if (x[offset + i] == max) {
        return i;
      }
    }
    return 0;
  }
}
