package dev.brisk.engine.kernel.vector;

import static dev.brisk.engine.kernel.vector.Lanes.COUNT;
import static dev.brisk.engine.kernel.vector.Lanes.FLOATS;

import dev.brisk.engine.kernel.Exponential;
import jdk.incubator.vector.FloatVector;

/** What stands between the two products of a feed-forward part. */
final class Gates {
  private Gates() {}

  static void gelu(float[] x, int offset, int n) {
    FloatVector one = FloatVector.broadcast(FLOATS, 1f);
    FloatVector cube = FloatVector.broadcast(FLOATS, Exponential.GELU_CUBE);
    int i = 0;
    for (; i + COUNT <= n; i += COUNT) {
      FloatVector v = FloatVector.fromArray(FLOATS, x, offset + i);
      FloatVector inner = v.mul(v.mul(v).fma(cube, one));
      v.div(VectorExponential.exp(inner.mul(Exponential.GELU_FACTOR)).add(1f))
          .intoArray(x, offset + i);
    }
    for (; i < n; i++) {
      x[offset + i] = Exponential.gelu(x[offset + i]);
    }
  }

  static void swiGlu(float[] gate, int gateOffset, float[] up, int upOffset, int n) {
    int i = 0;
    for (; i + COUNT <= n; i += COUNT) {
      FloatVector g = FloatVector.fromArray(FLOATS, gate, gateOffset + i);
      FloatVector silu = g.div(VectorExponential.exp(g.neg()).add(1f));
      silu.mul(FloatVector.fromArray(FLOATS, up, upOffset + i)).intoArray(gate, gateOffset + i);
    }
    for (; i < n; i++) {
      float g = gate[gateOffset + i];
      gate[gateOffset + i] = g / (1 + Exponential.exp(-g)) * up[upOffset + i];
    }
  }
}
