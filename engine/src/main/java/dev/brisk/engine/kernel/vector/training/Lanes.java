package dev.brisk.engine.kernel.vector.training;

import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Loading, storing and the exponential, for the kernels of this package. */
final class Lanes {
  static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  static final int COUNT = FLOATS.length();
  private static final float EXP_RANGE = 46;
  private static final float SMALLEST = 1e-30f;
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();

  private Lanes() {}

  static FloatVector load(Floats from, int index) {
    return FloatVector.fromMemorySegment(FLOATS, from.memory, 4L * index, ORDER);
  }

  static void store(FloatVector vector, Floats to, int index) {
    vector.intoMemorySegment(to.memory, 4L * index, ORDER);
  }

  static FloatVector load(Floats from, int index, VectorMask<Float> mask) {
    return FloatVector.fromMemorySegment(FLOATS, from.memory, 4L * index, ORDER, mask);
  }

  static void store(FloatVector vector, Floats to, int index, VectorMask<Float> mask) {
    vector.intoMemorySegment(to.memory, 4L * index, ORDER, mask);
  }

  /** Zeros in place of numbers that are nearly 0, before they become too small to be normal. */
  static FloatVector flush(FloatVector vector) {
    return vector.blend(0, vector.abs().compare(VectorOperators.LT, SMALLEST));
  }

  /**
   * The sum of the lanes, from the first to the last: {@code reduceLanes} adds in one order before
   * it is compiled and in another one after that, and a run must give the same weights again.
   */
  static float sum(FloatVector vector) {
    float sum = 0;
    for (float lane : vector.toArray()) {
      sum += lane;
    }
    return sum;
  }

  /**
   * e to the x, within 2 units in the last place from −46 to 46; 0 below, as at 46 above. What
   * comes of smaller numbers would be too small to be a normal one, and processors are a hundred
   * times slower with those.
   */
  static FloatVector exp(FloatVector x) {
    // 1.5 · 2²³ moves the rounded quotient into the low bits of the mantissa.
    var magic = FloatVector.broadcast(FLOATS, 12582912f);
    var clamped = x.max(-EXP_RANGE).min(EXP_RANGE);
    var shifted = clamped.fma(FloatVector.broadcast(FLOATS, 1.442695f), magic);
    var n = shifted.sub(magic);
    var r = n.fma(FloatVector.broadcast(FLOATS, -0.6933594f), clamped);
    r = n.fma(FloatVector.broadcast(FLOATS, 0.00021219444f), r);
    var p = FloatVector.broadcast(FLOATS, 0.00019875691f);
    p = p.fma(r, FloatVector.broadcast(FLOATS, 0.0013981999f));
    p = p.fma(r, FloatVector.broadcast(FLOATS, 0.008333452f));
    p = p.fma(r, FloatVector.broadcast(FLOATS, 0.041665796f));
    p = p.fma(r, FloatVector.broadcast(FLOATS, 0.16666666f));
    p = p.fma(r, FloatVector.broadcast(FLOATS, 0.5f));
    p = p.fma(r.mul(r), r).add(1f);
    IntVector power =
        shifted.viewAsIntegralLanes().lanewise(VectorOperators.LSHL, 23).reinterpretAsInts();
    var result = p.viewAsIntegralLanes().reinterpretAsInts().add(power).viewAsFloatingLanes();
    return result.blend(0, x.compare(VectorOperators.LT, -EXP_RANGE));
  }
}
