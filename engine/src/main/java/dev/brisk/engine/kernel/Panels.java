package dev.brisk.engine.kernel;

import dev.brisk.engine.ModelFormatException;
import dev.brisk.engine.gguf.Tensor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * A weight matrix in panels: {@code width} rows side by side, so that a vector register holds the
 * same column of neighbouring rows. A product then needs no sum across lanes, and one panel serves
 * one activation row or many. Within a panel, columns stand as {@link Layout} says. Rows past the
 * end are zero.
 *
 * @param layout how values are stored
 * @param rows rows of the matrix: the length of a product
 * @param columns columns of the matrix: the length of its input
 * @param width rows a panel
 * @param data the panels, little endian, one after the other
 */
public record Panels(Layout layout, int rows, int columns, int width, MemorySegment data) {

  /** How many panels there are. */
  public int count() {
    return (rows + width - 1) / width;
  }

  /** Bytes of one panel. */
  public long panelBytes() {
    return layout.panelBytes(columns, width);
  }

  /** Where rows come from: {@code count} of them, from row {@code first} on, as they are stored. */
  @FunctionalInterface
  public interface RowSource {
    void copy(Tensor tensor, long first, int count, byte[] to);
  }

  /**
   * Copies a matrix into panels.
   *
   * @param width rows a panel
   * @param arena owns the copy
   * @throws ModelFormatException if products with this type are not implemented
   */
  public static Panels pack(Tensor tensor, int width, Arena arena) {
    int rows = Math.toIntExact(tensor.rows());
    return pack(tensor, Tensor::copyRows, 0, rows, width, arena);
  }

  /** The same with {@code count} rows of a tensor, from row {@code first} on. */
  public static Panels pack(
      Tensor tensor, RowSource source, int first, int count, int width, Arena arena) {
    return new Packing(tensor, source, width).pack(first, count, arena);
  }

  /** One value, read slowly: for checks of the layout, not for products. */
  public float at(int row, int column) {
    var decoder = new PanelDecoder(width);
    decoder.chunk(this, row / width, column / Layout.CHUNK);
    var values = new float[width];
    decoder.column(column % Layout.CHUNK, values);
    return values[row % width];
  }
}
