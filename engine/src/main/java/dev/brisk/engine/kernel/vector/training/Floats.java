package dev.brisk.engine.kernel.vector.training;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Numbers outside the heap, where OpenBLAS finds them. They start as zeros and are freed when
 * nothing refers to them any more. Several threads may use one at the same time if they write to
 * different places.
 */
public final class Floats {
  final MemorySegment memory;
  private final int size;

  /**
   * @param size how many, at least 1
   */
  public Floats(int size) {
    this.size = size;
    memory = Arena.ofAuto().allocate(4L * size, 64);
  }

  /** Where the first number stands, for libraries; good as long as this object is reachable. */
  public long address() {
    return memory.address();
  }

  /** How many there are. */
  public int size() {
    return size;
  }

  public float get(int index) {
    return memory.getAtIndex(ValueLayout.JAVA_FLOAT, index);
  }

  public void set(int index, float value) {
    memory.setAtIndex(ValueLayout.JAVA_FLOAT, index, value);
  }

  /** Sets {@code count} numbers from {@code from} on to zero. */
  public void clear(int from, int count) {
    memory.asSlice(4L * from, 4L * count).fill((byte) 0);
  }

  /** Copies {@code count} numbers of {@code source} here. */
  public void copy(Floats source, int sourceFrom, int from, int count) {
    MemorySegment.copy(source.memory, 4L * sourceFrom, memory, 4L * from, 4L * count);
  }

  /** Copies numbers of an array here, from {@code from} on. */
  public void put(float[] source, int from) {
    MemorySegment.copy(source, 0, memory, ValueLayout.JAVA_FLOAT, 4L * from, source.length);
  }

  /** A copy of {@code count} numbers from {@code from} on. */
  public float[] array(int from, int count) {
    return memory.asSlice(4L * from, 4L * count).toArray(ValueLayout.JAVA_FLOAT);
  }
}
