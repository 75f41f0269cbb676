package dev.brisk.engine;

/** How keys and values of a context are kept. */
public enum KvType {
  /** As they were computed, 4 bytes a number. */
  F32,

  /** Rounded to 16 bits, 2 bytes a number; beyond 65,504 they become that. */
  F16,

  /**
   * In blocks of 32 numbers of a head at a position, each with a scale in F16 and a byte a number:
   * 1.0625 bytes a number, as in ggml's type of that name.
   */
  Q8_0;

  /** Numbers that share a scale in {@link #Q8_0}; the last block of a head may be shorter. */
  public static final int BLOCK = 32;

  /** Bytes of so many numbers, of one head at one position. */
  public int bytes(int numbers) {
    return switch (this) {
      case F32 -> 4 * numbers;
      case F16 -> 2 * numbers;
      case Q8_0 -> numbers + 2 * Math.ceilDiv(numbers, BLOCK);
    };
  }
}
