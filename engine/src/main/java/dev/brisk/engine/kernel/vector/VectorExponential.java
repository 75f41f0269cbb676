package dev.brisk.engine.kernel.vector;

import static dev.brisk.engine.kernel.vector.Lanes.FLOATS;

import dev.brisk.engine.kernel.Exponential;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** The twin of {@link Exponential#exp}, operation by operation. */
final class VectorExponential {
  private VectorExponential() {}

  static FloatVector exp(FloatVector x) {
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
}
