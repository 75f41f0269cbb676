package dev.brisk.engine.tokenizer;

import java.util.Arrays;

/** A growing list of token ids. */
final class Ids {
  private int[] ids = new int[64];
  private int size;

  void add(int id) {
    if (size == ids.length) {
      ids = Arrays.copyOf(ids, size * 2);
    }
    ids[size++] = id;
  }

  void addAll(int[] more) {
    if (more.length > ids.length - size) {
      ids = Arrays.copyOf(ids, Math.max(size * 2, size + more.length));
    }
    System.arraycopy(more, 0, ids, size, more.length);
    size += more.length;
  }

  int size() {
    return size;
  }

  /** The ids from index {@code from} on. */
  int[] toArray(int from) {
    return Arrays.copyOfRange(ids, from, size);
  }
}
