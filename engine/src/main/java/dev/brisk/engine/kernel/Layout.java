package dev.brisk.engine.kernel;

import dev.brisk.engine.gguf.TensorType;
import java.util.Optional;

/**
 * How panels store values: a few forms that ggml's types are mapped onto. Floats stay as they are.
 * Quantized values are {@code code * scale + min}, with a code for each value and a scale and a min
 * for each block of columns, so one kernel serves all types with codes of the same size.
 *
 * <p>A panel's columns come in chunks of {@link #CHUNK} (the last may be shorter). A chunk of n
 * blocks and w rows holds, each number for w neighbouring rows:
 *
 * <ul>
 *   <li>plain scales: n f16 scales, then n f16 mins if the layout has mins;
 *   <li>nested scales: an f16 factor for scales and, with mins, one for mins; then n signed bytes
 *       that multiply the first and, with mins, n that multiply the second;
 *   <li>codes: a signed byte a column, or a 32-bit integer for 8 columns, the first in the lowest
 *       four bits.
 * </ul>
 *
 * <p>Products of an f16 and a signed byte are exact in f32, so nothing of a file's precision is
 * lost.
 *
 * @param codes form of the codes
 * @param block columns that share a scale: 16 or 32; 1 for floats
 * @param nested whether scales are products
 * @param mins whether mins are stored; otherwise {@code min = -offset * scale}
 * @param offset the code that stands for zero where no mins are stored
 */
public record Layout(Codes codes, int block, boolean nested, boolean mins, int offset) {
  /** Columns of a chunk: the largest block of any type. */
  public static final int CHUNK = 256;

  /** Most blocks in a chunk. */
  public static final int MOST_BLOCKS = CHUNK / 16;

  /** Columns whose four-bit codes share a 32-bit integer. */
  public static final int NIBBLES_A_WORD = 8;

  /** What four-bit codes stand for in IQ4_NL and IQ4_XS ({@code kvalues_iq4nl} of ggml). */
  private static final byte[] TABLE_VALUES = {
    -127, -104, -83, -65, -49, -35, -22, -10, 1, 13, 25, 38, 53, 69, 89, 113
  };

  /** The form of a stored value. */
  public enum Codes {
    F32(32),
    F16(16),
    BF16(16),
    /** Signed bytes. */
    BYTES(8),
    /** Whole numbers from 0 to 15. */
    NIBBLES(4),
    /** Four-bit indices of {@link #table}. */
    TABLE(4);

    private final int bits;

    Codes(int bits) {
      this.bits = bits;
    }
  }

  /**
   * The layout for a type of a file; empty where products with it are not implemented. Five- and
   * six-bit codes take a byte, two- and three-bit codes four bits.
   */
  public static Optional<Layout> of(TensorType type) {
    return Optional.ofNullable(
        switch (type) {
          case F32 -> new Layout(Codes.F32, 1, false, false, 0);
          case F16 -> new Layout(Codes.F16, 1, false, false, 0);
          case BF16 -> new Layout(Codes.BF16, 1, false, false, 0);
          case Q8_0, Q5_0 -> new Layout(Codes.BYTES, 32, false, false, 0);
          case Q5_1 -> new Layout(Codes.BYTES, 32, false, true, 0);
          case Q4_0 -> new Layout(Codes.NIBBLES, 32, false, false, 8);
          case Q4_1 -> new Layout(Codes.NIBBLES, 32, false, true, 0);
          case IQ4_NL -> new Layout(Codes.TABLE, 32, false, false, 0);
          case Q2_K -> new Layout(Codes.NIBBLES, 16, true, true, 0);
          case Q3_K -> new Layout(Codes.NIBBLES, 16, true, false, 4);
          case Q4_K -> new Layout(Codes.NIBBLES, 32, true, true, 0);
          case Q5_K -> new Layout(Codes.BYTES, 32, true, true, 0);
          case Q6_K -> new Layout(Codes.BYTES, 16, true, false, 0);
          case IQ4_XS -> new Layout(Codes.TABLE, 32, true, false, 0);
          default -> null;
        });
  }

  /** The types that products are implemented for, for messages. */
  public static String known() {
    return "F32, F16, BF16, Q8_0, Q4_0, Q4_1, Q5_0, Q5_1, Q2_K to Q6_K, IQ4_NL or IQ4_XS";
  }

  /** What the 16 codes of {@link Codes#TABLE} stand for. */
  public static float[] table() {
    var out = new float[TABLE_VALUES.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = TABLE_VALUES[i];
    }
    return out;
  }

  /** Whether values are codes with scales. */
  public boolean quantized() {
    return block > 1;
  }

  /** Bytes of all scales and mins of a chunk; its codes come behind them. */
  public int scaleBytes(int columns, int width) {
    if (!quantized() || columns == 0) {
      return 0;
    }
    int numbers = width * (mins ? 2 : 1);
    int blocks = columns / block;
    return nested ? numbers * (2 + blocks) : numbers * 2 * blocks;
  }

  /** Bytes of a chunk of so many columns. */
  public int chunkBytes(int columns, int width) {
    return scaleBytes(columns, width) + columns * width * codes.bits / 8;
  }

  /** Bytes of a panel. */
  public long panelBytes(int columns, int width) {
    return (long) (columns / CHUNK) * chunkBytes(CHUNK, width) + chunkBytes(columns % CHUNK, width);
  }
}
