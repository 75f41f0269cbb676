package dev.brisk.engine.model;

import dev.brisk.engine.ModelFormatException;
import dev.brisk.engine.gguf.Tensor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** The table from token to vector, read row by row where it lies in the file. */
final class Embedding {
  private static final ValueLayout.OfFloat F32 =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfShort I16 =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  /** Numbers in a Q8_0 block, and its bytes: an f16 scale, then the numbers. */
  private static final int Q8_BLOCK = 32;

  private static final int Q8_BYTES = 2 + Q8_BLOCK;

  private final Tensor table;

  Embedding(Tensor table) {
    this.table = table;
    read(0, new float[(int) table.columns()], 0);
  }

  /** Writes the vector of a token to {@code out}. */
  void read(int token, float[] out, int offset) {
    MemorySegment data = table.data();
    int n = (int) table.columns();
    long at = token * table.rowBytes();
    switch (table.type()) {
      case F32 -> MemorySegment.copy(data, F32, at, out, offset, n);
      case F16 -> {
        for (int i = 0; i < n; i++) {
          out[offset + i] = Float.float16ToFloat(data.get(I16, at + 2L * i));
        }
      }
      case BF16 -> {
        for (int i = 0; i < n; i++) {
          out[offset + i] = Float.intBitsToFloat(data.get(I16, at + 2L * i) << 16);
        }
      }
      case Q8_0 -> {
        for (int i = 0; i < n; i++) {
          long block = at + (long) (i / Q8_BLOCK) * Q8_BYTES;
          float scale = Float.float16ToFloat(data.get(I16, block));
          out[offset + i] = data.get(ValueLayout.JAVA_BYTE, block + 2 + i % Q8_BLOCK) * scale;
        }
      }
      default ->
          throw new ModelFormatException(
              "tensor %s has type %s, which this engine cannot read rows of; use a file in F32, F16, BF16 or Q8_0"
                  .formatted(table.name(), table.type()));
    }
  }
}
