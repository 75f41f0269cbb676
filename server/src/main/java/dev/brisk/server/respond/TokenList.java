package dev.brisk.server.respond;

import java.util.Arrays;

/** Tokens in a row, which grows. */
final class TokenList {
  private int[] ids = new int[256];
  private int count;

  void add(int token) {
    reserve(1);
    ids[count++] = token;
  }

  void add(int[] more) {
    add(more, 0, more.length);
  }

  void add(int[] more, int from, int to) {
    reserve(to - from);
    System.arraycopy(more, from, ids, count, to - from);
    count += to - from;
  }

  int[] toArray() {
    return Arrays.copyOf(ids, count);
  }

  private void reserve(int more) {
    if (count + more > ids.length) {
      ids = Arrays.copyOf(ids, Math.max(ids.length * 2, count + more));
    }
  }
}
