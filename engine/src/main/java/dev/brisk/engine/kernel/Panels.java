package dev.brisk.engine.kernel;

import dev.brisk.engine.ModelFormatException;
import dev.brisk.engine.gguf.LittleEndian;
import dev.brisk.engine.gguf.Tensor;
import dev.brisk.engine.gguf.TensorType;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * A weight matrix in panels: {@code width} rows side by side, so that a vector register holds the
 * same column of neighbouring rows. A product then needs no sum across lanes, and one panel serves
 * one activation row or many.
 *
 * <p>Within a panel, column after column, each with {@code width} values: f32, f16 or bf16. For
 * Q8_0, block after block of 32 columns: {@code width} scales in f32, then 32 times {@code width}
 * signed bytes. Rows past the end are zero.
 *
 * @param encoding how values are stored
 * @param rows rows of the matrix: the length of a product
 * @param columns columns of the matrix: the length of its input
 * @param width rows a panel
 * @param data the panels, little endian, one after the other
 */
public record Panels(Encoding encoding, int rows, int columns, int width, MemorySegment data) {
  /** Columns that share a scale in Q8_0. */
  public static final int BLOCK = TensorType.Q8_0.blockElements();

  /** Bytes of a Q8_0 block in a GGUF file: an f16 scale and 32 signed bytes. */
  private static final int Q8_0_BYTES = TensorType.Q8_0.blockBytes();

  /** How values are stored in panels. */
  public enum Encoding {
    F32,
    F16,
    BF16,
    Q8_0
  }

  /** How many panels there are. */
  public int count() {
    return (rows + width - 1) / width;
  }

  /** Bytes of one panel. */
  public long panelBytes() {
    return panelBytes(encoding, columns, width);
  }

  private static long panelBytes(Encoding encoding, int columns, int width) {
    long values = (long) columns * width;
    return switch (encoding) {
      case F32 -> 4 * values;
      case F16, BF16 -> 2 * values;
      case Q8_0 -> values + values / BLOCK * 4;
    };
  }

  /**
   * Copies a tensor into panels.
   *
   * @param width rows a panel
   * @param arena owns the copy
   * @throws ModelFormatException if products with this type are not implemented
   */
  public static Panels pack(Tensor tensor, int width, Arena arena) {
    int rows = Math.toIntExact(tensor.rows());
    int columns = Math.toIntExact(tensor.columns());
    Encoding encoding = encoding(tensor);
    int count = (rows + width - 1) / width;
    long panelBytes = panelBytes(encoding, columns, width);
    MemorySegment data = arena.allocate(panelBytes * count, 64);
    for (int row = 0; row < rows; row++) {
      MemorySegment panel = data.asSlice(row / width * panelBytes, panelBytes);
      int lane = row % width;
      switch (encoding) {
        case F32 -> packF32(tensor, row, panel, width, lane);
        case F16, BF16 -> packI16(tensor, row, panel, width, lane);
        case Q8_0 -> packQ8(tensor, row, panel, width, lane);
      }
    }
    return new Panels(encoding, rows, columns, width, data);
  }

  private static Encoding encoding(Tensor tensor) {
    TensorType type = tensor.type();
    return switch (type) {
      case F32 -> Encoding.F32;
      case F16 -> Encoding.F16;
      case BF16 -> Encoding.BF16;
      case Q8_0 -> Encoding.Q8_0;
      default ->
          throw new ModelFormatException(
              "tensor %s has type %s, which this engine cannot compute with; use a file in F32, F16, BF16 or Q8_0."
                  .formatted(tensor.name(), type));
    };
  }

  private static void packF32(Tensor t, int row, MemorySegment panel, int width, int lane) {
    long from = row * t.columns() * 4;
    for (int c = 0; c < t.columns(); c++) {
      panel.set(
          LittleEndian.FLOAT,
          ((long) c * width + lane) * 4,
          t.data().get(LittleEndian.FLOAT, from + c * 4L));
    }
  }

  private static void packI16(Tensor t, int row, MemorySegment panel, int width, int lane) {
    long from = row * t.columns() * 2;
    for (int c = 0; c < t.columns(); c++) {
      panel.set(
          LittleEndian.SHORT,
          ((long) c * width + lane) * 2,
          t.data().get(LittleEndian.SHORT, from + c * 2L));
    }
  }

  private static void packQ8(Tensor t, int row, MemorySegment panel, int width, int lane) {
    long from = row * (t.columns() / BLOCK) * Q8_0_BYTES;
    long to = 0;
    for (int b = 0; b < t.columns() / BLOCK; b++) {
      float scale = Float.float16ToFloat(t.data().get(LittleEndian.SHORT, from));
      panel.set(LittleEndian.FLOAT, to + lane * 4L, scale);
      to += width * 4L;
      for (int i = 0; i < BLOCK; i++) {
        byte q = t.data().get(LittleEndian.BYTE, from + 2 + i);
        panel.set(LittleEndian.BYTE, to + (long) i * width + lane, q);
      }
      from += Q8_0_BYTES;
      to += (long) BLOCK * width;
    }
  }

  /** One value, read slowly: for checks of the layout, not for products. */
  public float at(int row, int column) {
    long panel = row / width * panelBytes();
    int lane = row % width;
    long value = (long) column * width + lane;
    return switch (encoding) {
      case F32 -> data.get(LittleEndian.FLOAT, panel + value * 4);
      case F16 -> Float.float16ToFloat(data.get(LittleEndian.SHORT, panel + value * 2));
      case BF16 -> Float.intBitsToFloat(data.get(LittleEndian.SHORT, panel + value * 2) << 16);
      case Q8_0 -> {
        long block = panel + (long) (column / BLOCK) * (width * 4L + (long) BLOCK * width);
        float scale = data.get(LittleEndian.FLOAT, block + lane * 4L);
        long quants = block + width * 4L + (long) (column % BLOCK) * width;
        yield data.get(LittleEndian.BYTE, quants + lane) * scale;
      }
    };
  }
}
