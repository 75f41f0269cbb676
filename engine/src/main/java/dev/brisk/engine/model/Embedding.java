package dev.brisk.engine.model;

import dev.brisk.engine.ModelFormatException;
import dev.brisk.engine.gguf.LittleEndian;
import dev.brisk.engine.gguf.Tensor;
import dev.brisk.engine.gguf.TensorType;
import dev.brisk.engine.kernel.Panels;
import java.lang.foreign.MemorySegment;

/** The table from token to vector, read row by row where it lies in the file. */
final class Embedding {
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
      case F32 -> MemorySegment.copy(data, LittleEndian.FLOAT, at, out, offset, n);
      case F16 -> {
        for (int i = 0; i < n; i++) {
          out[offset + i] = Float.float16ToFloat(data.get(LittleEndian.SHORT, at + 2L * i));
        }
      }
      case BF16 -> {
        for (int i = 0; i < n; i++) {
          out[offset + i] = Float.intBitsToFloat(data.get(LittleEndian.SHORT, at + 2L * i) << 16);
        }
      }
      case Q8_0 -> {
        for (int i = 0; i < n; i++) {
          long block = at + (long) (i / Panels.BLOCK) * TensorType.Q8_0.blockBytes();
          float scale = Float.float16ToFloat(data.get(LittleEndian.SHORT, block));
          out[offset + i] = data.get(LittleEndian.BYTE, block + 2 + i % Panels.BLOCK) * scale;
        }
      }
      default ->
          throw new ModelFormatException(
              "tensor %s has type %s, which this engine cannot read rows of; use a file in F32, F16, BF16 or Q8_0."
                  .formatted(table.name(), table.type()));
    }
  }
}
