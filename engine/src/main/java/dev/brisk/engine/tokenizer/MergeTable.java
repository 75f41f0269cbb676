package dev.brisk.engine.tokenizer;

import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Which two neighbouring symbols may become one, and how early: an open hash table from a pair of
 * symbols to the rank of its merge. Filled by one thread, then read by many.
 */
final class MergeTable {
  private static final long EMPTY = -1;

  private final long[] pairs;
  private final int[] ranks;
  private final int[] merged;
  private final int shift;

  /** Keeps a model file from choosing pairs that all fall on the same place. */
  private final long seed = ThreadLocalRandom.current().nextLong();

  MergeTable(int merges) {
    var bits = Math.max(4, 33 - Integer.numberOfLeadingZeros(merges));
    pairs = new long[1 << bits];
    Arrays.fill(pairs, EMPTY);
    ranks = new int[1 << bits];
    merged = new int[merges];
    shift = 64 - bits;
  }

  /** Adds the merge of this rank, unless there is an earlier one of the same pair. */
  void put(int left, int right, int rank, int result) {
    merged[rank] = result;
    var pair = pair(left, right);
    var slot = slot(pair);
    if (pairs[slot] == EMPTY) {
      pairs[slot] = pair;
      ranks[slot] = rank;
    }
  }

  /** The rank of the merge of these two symbols; -1 if there is none. */
  int rank(int left, int right) {
    var slot = slot(pair(left, right));
    return pairs[slot] == EMPTY ? -1 : ranks[slot];
  }

  /** The symbol that the merge of this rank makes. */
  int result(int rank) {
    return merged[rank];
  }

  private int slot(long pair) {
    // The finalizer of MurmurHash3; at least half of the table is empty, so the search ends soon.
    var hash = pair ^ seed;
    hash = (hash ^ (hash >>> 33)) * 0xFF51AFD7ED558CCDL;
    hash = (hash ^ (hash >>> 33)) * 0xC4CEB9FE1A85EC53L;
    var slot = (int) (hash >>> shift);
    while (pairs[slot] != EMPTY && pairs[slot] != pair) {
      slot = (slot + 1) & (pairs.length - 1);
    }
    return slot;
  }

  private static long pair(int left, int right) {
    return ((long) left << 32) | right;
  }
}
