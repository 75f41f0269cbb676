package dev.brisk.engine.cache;

import dev.brisk.engine.gguf.LittleEndian;
import dev.brisk.engine.kernel.Kernels;
import java.lang.foreign.MemorySegment;

/** Keys or values in F32. */
final class KvFloats extends KvNumbers {
  private final float[] numbers;

  KvFloats(KvShape shape, boolean keys) {
    super(shape, keys);
    numbers = new float[heads * size()];
  }

  private KvFloats(KvFloats other) {
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
        numbers[to + d * step] = from[at + d];
      }
    }
  }

  @Override
  float[] floats(int head, Kernels kernels, float[] scratch) {
    return numbers;
  }

  @Override
  int offset(int head) {
    return head * size();
  }

  @Override
  KvNumbers copy() {
    return new KvFloats(this);
  }

  @Override
  long write(MemorySegment to, long at) {
    MemorySegment.copy(numbers, 0, to, LittleEndian.FLOAT, at, numbers.length);
    return at + 4L * numbers.length;
  }

  @Override
  long read(MemorySegment from, long at) {
    MemorySegment.copy(from, LittleEndian.FLOAT, at, numbers, 0, numbers.length);
    return at + 4L * numbers.length;
  }
}
