package dev.brisk.engine.tokenizer;

import java.util.Arrays;

/** A binary heap of pairs of non-negative ints, smallest first, without boxing. */
final class MergeQueue {
  private long[] heap;
  private int size;

  MergeQueue(int capacity) {
    heap = new long[Math.max(8, capacity)];
  }

  boolean isEmpty() {
    return size == 0;
  }

  void add(int rank, int position) {
    if (size == heap.length) {
      heap = Arrays.copyOf(heap, size * 2);
    }
    var entry = ((long) rank << 32) | position;
    var i = size++;
    while (i > 0) {
      var parent = (i - 1) >>> 1;
      if (heap[parent] <= entry) {
        break;
      }
      heap[i] = heap[parent];
      i = parent;
    }
    heap[i] = entry;
  }

  /** Removes the smallest pair: its rank in the upper, its position in the lower 32 bits. */
  long remove() {
    var smallest = heap[0];
    var entry = heap[--size];
    var i = 0;
    for (var child = 1; child < size; child = 2 * i + 1) {
      if (child + 1 < size && heap[child + 1] < heap[child]) {
        child++;
      }
      if (entry <= heap[child]) {
        break;
      }
      heap[i] = heap[child];
      i = child;
    }
    heap[i] = entry;
    return smallest;
  }
}
