package dev.brisk.engine.kernel.vector;

import static dev.brisk.engine.kernel.vector.Lanes.FLOATS;
import static dev.brisk.engine.kernel.vector.Lanes.INTS;
import static dev.brisk.engine.kernel.vector.Lanes.ORDER;
import static dev.brisk.engine.kernel.vector.Lanes.SHORTS;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;

/**
 * 16-bit floats in memory as vectors of 32-bit ones, by bit operations (there is no conversion
 * instruction to ask for).
 */
final class HalfFloats {
  /**
   * Moves an f16 exponent (bias 15), shifted into place, to that of f32 (bias 127). Exact for
   * subnormals too.
   */
  private static final float REBIAS = 0x1p112f;

  private HalfFloats() {}

  /**
   * Exact for all finite values; infinities and NaNs, which no sound weight is, become large
   * numbers.
   */
  static FloatVector f16(MemorySegment data, long at) {
    IntVector bits = bits(data, at);
    IntVector sign = bits.and(0x8000).lanewise(VectorOperators.LSHL, 16);
    FloatVector magnitude =
        bits.and(0x7fff)
            .lanewise(VectorOperators.LSHL, 13)
            .reinterpretAsFloats()
            .mul(FloatVector.broadcast(FLOATS, REBIAS));
    return magnitude.reinterpretAsInts().or(sign).reinterpretAsFloats();
  }

  static FloatVector bf16(MemorySegment data, long at) {
    return bits(data, at).lanewise(VectorOperators.LSHL, 16).reinterpretAsFloats();
  }

  private static IntVector bits(MemorySegment data, long at) {
    return (IntVector)
        ShortVector.fromMemorySegment(SHORTS, data, at, ORDER)
            .convertShape(VectorOperators.S2I, INTS, 0);
  }
}
