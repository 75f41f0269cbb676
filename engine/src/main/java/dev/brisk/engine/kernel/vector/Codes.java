package dev.brisk.engine.kernel.vector;

import static dev.brisk.engine.kernel.vector.Lanes.BYTES;
import static dev.brisk.engine.kernel.vector.Lanes.COUNT;
import static dev.brisk.engine.kernel.vector.Lanes.FLOATS;
import static dev.brisk.engine.kernel.vector.Lanes.INTS;
import static dev.brisk.engine.kernel.vector.Lanes.ORDER;

import dev.brisk.engine.kernel.Layout;
import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/** Codes of quantized values in memory as vectors of floats. */
final class Codes {
  /** The table of 16 values, in as many vectors as that takes; the last ones repeat. */
  private static final IntVector TABLE_0 = table(0);

  private static final IntVector TABLE_1 = table(1);
  private static final IntVector TABLE_2 = table(2);
  private static final IntVector TABLE_3 = table(3);

  private Codes() {}

  private static IntVector table(int part) {
    float[] table = Layout.table();
    var bits = new int[COUNT];
    for (int i = 0; i < COUNT; i++) {
      bits[i] = Float.floatToRawIntBits(table[(part * COUNT + i) % table.length]);
    }
    return IntVector.fromArray(INTS, bits, 0);
  }

  /** One vector of signed bytes. */
  static FloatVector bytes(MemorySegment data, long at) {
    return (FloatVector)
        ByteVector.fromMemorySegment(BYTES, data, at, ORDER)
            .convertShape(VectorOperators.B2F, FLOATS, 0);
  }

  /** One vector of words with eight four-bit codes each. */
  static IntVector words(MemorySegment data, long at) {
    return IntVector.fromMemorySegment(INTS, data, at, ORDER);
  }

  /** The lowest code of each word, from 0 to 15. */
  static FloatVector lowest(IntVector words) {
    return (FloatVector) words.and(15).convert(VectorOperators.I2F, 0);
  }

  /** The words without their lowest code. */
  static IntVector next(IntVector words) {
    return words.lanewise(VectorOperators.LSHR, 4);
  }

  /** What the lowest code of each word stands for in the table. */
  static FloatVector lookup(IntVector words) {
    IntVector code = words.and(15);
    // Indices wrap at the length of a vector.
    IntVector found = code.selectFrom(TABLE_0);
    if (COUNT < 16) {
      found = found.blend(code.selectFrom(TABLE_1), code.compare(VectorOperators.GE, COUNT));
    }
    if (COUNT < 8) {
      found =
          found
              .blend(code.selectFrom(TABLE_2), code.compare(VectorOperators.GE, 2 * COUNT))
              .blend(code.selectFrom(TABLE_3), code.compare(VectorOperators.GE, 3 * COUNT));
    }
    return found.reinterpretAsFloats();
  }
}
