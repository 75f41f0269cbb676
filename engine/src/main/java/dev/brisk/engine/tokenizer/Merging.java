package dev.brisk.engine.tokenizer;

/**
 * The order of BPE: merges neighbours, those of the lowest rank first and the leftmost of equals,
 * until no two may be merged. Time is n log n, and nothing recurses.
 */
final class Merging {
  private static final int NONE = Integer.MAX_VALUE;

  /** What stands at the positions, and which of it may be merged. */
  interface Symbols {
    /** The rank of the merge of the symbols at these positions; -1 if there is none. */
    int rank(int left, int right);

    /** Puts at {@code left} what the merge of this rank makes of the symbols there. */
    void merge(int left, int right, int rank);
  }

  private Merging() {}

  /**
   * Merges the symbols at 0 to {@code count - 1}.
   *
   * @return for each position that is left, from 0 on, the next one; {@code count} after the last
   */
  static int[] run(int count, Symbols symbols) {
    // A list linked both ways over the positions; ranks[i] is that of the pair which starts at i.
    var next = new int[count];
    var previous = new int[count];
    var ranks = new int[count];
    var queue = new MergeQueue(count);
    for (var i = 0; i < count; i++) {
      next[i] = i + 1;
      previous[i] = i - 1;
      ranks[i] = NONE;
      if (i + 1 < count) {
        offer(i, i + 1, symbols, ranks, queue);
      }
    }
    while (!queue.isEmpty()) {
      var entry = queue.remove();
      var at = (int) entry;
      var rank = (int) (entry >>> 32);
      if (ranks[at] != rank) {
        continue; // One of the two symbols has changed since.
      }
      var right = next[at];
      symbols.merge(at, right, rank);
      ranks[at] = NONE;
      ranks[right] = NONE;
      next[at] = next[right];
      if (next[at] < count) {
        previous[next[at]] = at;
        offer(at, next[at], symbols, ranks, queue);
      }
      if (previous[at] >= 0) {
        offer(previous[at], at, symbols, ranks, queue);
      }
    }
    return next;
  }

  private static void offer(int left, int right, Symbols symbols, int[] ranks, MergeQueue queue) {
    var rank = symbols.rank(left, right);
    ranks[left] = rank < 0 ? NONE : rank;
    if (rank >= 0) {
      queue.add(rank, left);
    }
  }
}
