package dev.brisk.engine.cache;

import dev.brisk.engine.kernel.Kernels;
import java.lang.foreign.MemorySegment;

/**
 * The keys, or the values, of one layer in a page. Keys stand as {@code
 * [head][dimension][position]}, so that one vector holds the same dimension of neighbouring
 * positions; values as {@code [head][position][dimension]}. Neither dot products nor weighted sums
 * then need a sum across lanes.
 */
abstract sealed class KvNumbers permits KvFloats, KvHalves, KvCodes {
  static final int PAGE = KvPage.POSITIONS;

  final int heads;
  final int headSize;
  final boolean keys;

  KvNumbers(KvShape shape, boolean keys) {
    heads = shape.heads();
    headSize = shape.headSize();
    this.keys = keys;
  }

  KvNumbers(KvNumbers other) {
    heads = other.heads;
    headSize = other.headSize;
    keys = other.keys;
  }

  static KvNumbers of(KvShape shape, boolean keys) {
    return switch (shape.type()) {
      case F32 -> new KvFloats(shape, keys);
      case F16 -> new KvHalves(shape, keys);
      case Q8_0 -> new KvCodes(shape, keys);
    };
  }

  /** Numbers of a head. */
  final int size() {
    return headSize * PAGE;
  }

  /** Where a head's first number of a position stands; the others follow {@link #step} apart. */
  final int first(int head, int slot) {
    return head * size() + (keys ? slot : slot * headSize);
  }

  final int step() {
    return keys ? PAGE : 1;
  }

  /** Takes in the numbers of all heads at the position {@code slot} of the page. */
  abstract void put(int slot, float[] from, int offset);

  /**
   * The array that has the numbers of a head as floats, from {@link #offset} on.
   *
   * @param scratch room for them, if they have to be made
   */
  abstract float[] floats(int head, Kernels kernels, float[] scratch);

  abstract int offset(int head);

  abstract KvNumbers copy();

  /** Writes all numbers and returns where they end. */
  abstract long write(MemorySegment to, long at);

  /** Takes over what {@link #write} wrote, and returns where it ends. */
  abstract long read(MemorySegment from, long at);
}
