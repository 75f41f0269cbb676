package dev.brisk.engine.cache;

import dev.brisk.engine.gguf.LittleEndian;
import dev.brisk.engine.kernel.Kernels;
import java.lang.foreign.MemorySegment;

/** Keys or values in F16. */
final class KvHalves extends KvNumbers {
  private static final float MOST = 65_504f;

  private final short[] numbers;

  KvHalves(KvShape shape, boolean keys) {
    super(shape, keys);
    numbers = new short[heads * size()];
  }

  private KvHalves(KvHalves other) {
    super(other);
    numbers = other.numbers.clone();
  }

  @Override
  void put(int slot, float[] from, int offset) {
    int step = step();
    for (int h = 0; h < heads; h++) {
      int to = first(h, slot);
      int at = offset + h * headSize;
      for (int d = 0; d < headSize; d++) {
        // An infinity would make the whole row of attention NaN.
        numbers[to + d * step] = Float.floatToFloat16(Math.clamp(from[at + d], -MOST, MOST));
      }
    }
  }

  @Override
  float[] floats(int head, Kernels kernels, float[] scratch) {
    kernels.halves(numbers, head * size(), size(), scratch, 0);
    return scratch;
  }

  @Override
  int offset(int head) {
    return 0;
  }

  @Override
  KvNumbers copy() {
    return new KvHalves(this);
  }

  @Override
  long write(MemorySegment to, long at) {
    MemorySegment.copy(numbers, 0, to, LittleEndian.SHORT, at, numbers.length);
    return at + 2L * numbers.length;
  }

  @Override
  long read(MemorySegment from, long at) {
    MemorySegment.copy(from, LittleEndian.SHORT, at, numbers, 0, numbers.length);
    return at + 2L * numbers.length;
  }
}
