package dev.brisk.engine.gguf;

import java.lang.foreign.MemorySegment;

/**
 * One tensor of a file.
 *
 * @param name its name, such as {@code blk.0.attn_q.weight}
 * @param type how its elements are stored
 * @param shape its dimensions in ggml's order, 1 to 4 of them, each at least 1: {@code shape[0]} is
 *     the one whose elements lie next to each other. Not to be changed
 * @param data exactly its bytes, little-endian, read-only, valid until its {@link GgufFile} is
 *     closed. Mapped files align them to at least 8 bytes, heap memory to 1: read with unaligned
 *     layouts
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by nobody; a list would cost the hot path.
public record Tensor(String name, TensorType type, long[] shape, MemorySegment data) {

  /** Elements of one row: the contiguous dimension. */
  public long columns() {
    return shape[0];
  }

  /** The product of all dimensions but the first. */
  public long rows() {
    var rows = 1L;
    for (var i = 1; i < shape.length; i++) {
      rows *= shape[i];
    }
    return rows;
  }

  /** The product of all dimensions. */
  public long elements() {
    return columns() * rows();
  }

  /** Bytes of one row. */
  public long rowBytes() {
    return type.bytes(columns());
  }

  /**
   * Copies {@code count} rows from row {@code first} on to the start of {@code to}, as they are
   * stored. Rows lie next to each other, without gaps.
   */
  public void copyRows(long first, int count, byte[] to) {
    int bytes = Math.toIntExact(count * rowBytes());
    MemorySegment.copy(data, LittleEndian.BYTE, first * rowBytes(), to, 0, bytes);
  }

  /** The dimensions as {@code 256x1472}, for messages. */
  public String shapeText() {
    var text = new StringBuilder();
    for (var dimension : shape) {
      text.append(text.isEmpty() ? "" : "x").append(dimension);
    }
    return text.toString();
  }

  @Override
  public String toString() {
    return name + " " + type + " " + shapeText();
  }
}
