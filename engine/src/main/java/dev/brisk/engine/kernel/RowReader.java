package dev.brisk.engine.kernel;

import dev.brisk.engine.ModelFormatException;
import dev.brisk.engine.gguf.LittleEndian;
import dev.brisk.engine.gguf.Tensor;
import dev.brisk.engine.gguf.TensorType;
import java.lang.foreign.MemorySegment;

/**
 * Reads rows of a tensor as f32, where they lie in the file: for embeddings and vectors. One
 * instance serves one thread.
 */
public final class RowReader {
  private static final float[] TABLE = Layout.table();

  private final Tensor tensor;
  private final Layout layout;

  /** A row as it is stored, where that is quantized. */
  private final byte[] stored;

  private final UnpackedBlock block = new UnpackedBlock();

  /**
   * @throws ModelFormatException if rows of this type cannot be read
   */
  public RowReader(Tensor tensor) {
    this.tensor = tensor;
    layout = layout(tensor);
    stored = new byte[layout.quantized() ? Math.toIntExact(tensor.rowBytes()) : 0];
  }

  /** A reader of the same rows for another thread. */
  public RowReader another() {
    return new RowReader(tensor);
  }

  /** A tensor's layout in panels, or the sentence that there is none. */
  static Layout layout(Tensor tensor) {
    return Layout.of(tensor.type())
        .orElseThrow(
            () ->
                new ModelFormatException(
                    "tensor %s has type %s, which this engine cannot compute with; use a file in %s."
                        .formatted(tensor.name(), tensor.type(), Layout.known())));
  }

  /** Writes row {@code row}, {@code tensor.columns()} values, to {@code out}. */
  public void read(int row, float[] out, int offset) {
    MemorySegment data = tensor.data();
    int n = (int) tensor.columns();
    long at = row * tensor.rowBytes();
    switch (layout.codes()) {
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
      case BYTES, NIBBLES, TABLE -> quantized(at, n, out, offset);
    }
  }

  private void quantized(long at, int n, float[] out, int offset) {
    MemorySegment.copy(tensor.data(), LittleEndian.BYTE, at, stored, 0, stored.length);
    TensorType type = tensor.type();
    for (int b = 0; b < n / type.blockElements(); b++) {
      BlockReader.read(type, stored, b * type.blockBytes(), block);
      values(type.blockElements(), out, offset + b * type.blockElements());
    }
  }

  private void values(int count, float[] out, int offset) {
    float factor = Float.float16ToFloat(block.factor);
    float minFactor = layout.mins() ? Float.float16ToFloat(block.minFactor) : 0;
    for (int i = 0; i < count; i++) {
      int b = i / layout.block();
      float scale = layout.nested() ? factor * block.scales[b] : factor;
      float min = layout.nested() ? minFactor * block.mins[b] : minFactor;
      int code = block.codes[i];
      float value = layout.codes() == Layout.Codes.TABLE ? TABLE[code] : code;
      out[offset + i] = Math.fma(value, scale, layout.mins() ? min : -layout.offset() * scale);
    }
  }
}
