package dev.brisk.syntax.complete;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** How often which symbol followed which context, in one open table. Not for several threads. */
final class SymbolCounts {
  private static final double FULL = 0.7;

  private long[] keys = new long[1 << 16];
  private int[] counts = new int[1 << 16];
  private int size;

  void add(long context, int symbol) {
    if (size > FULL * keys.length) {
      grow();
    }
    // 0 marks a free place.
    var key = context | symbol;
    var place = place(key == 0 ? 1 : key);
    if (keys[place] == 0) {
      keys[place] = key == 0 ? 1 : key;
      size++;
    }
    counts[place]++;
  }

  private int place(long key) {
    var mask = keys.length - 1;
    var place = (int) Context.mix(key) & mask;
    while (keys[place] != 0 && keys[place] != key) {
      place = (place + 1) & mask;
    }
    return place;
  }

  private void grow() {
    var oldKeys = keys;
    var oldCounts = counts;
    keys = new long[2 * oldKeys.length];
    counts = new int[keys.length];
    for (var i = 0; i < oldKeys.length; i++) {
      if (oldKeys[i] != 0) {
        var place = place(oldKeys[i]);
        keys[place] = oldKeys[i];
        counts[place] = oldCounts[i];
      }
    }
  }

  /**
   * Adds the contexts to {@code to}.
   *
   * @param least occurrences of a context that is kept
   * @param most symbols of a context
   * @param leastShare of a symbol that is kept
   */
  void collect(NGrams.Builder to, int least, int most, double leastShare) {
    var sorted = Arrays.stream(keys).filter(key -> key != 0).toArray();
    Arrays.parallelSort(sorted);
    for (int from = 0, end; from < sorted.length; from = end) {
      var context = sorted[from] & Context.MASK;
      end = from;
      var total = 0;
      while (end < sorted.length && (sorted[end] & Context.MASK) == context) {
        total += counts[place(sorted[end++])];
      }
      if (total >= least) {
        add(to, sorted, from, end, total, most, leastShare);
      }
    }
  }

  private void add(
      NGrams.Builder to, long[] sorted, int from, int end, int total, int most, double least) {
    var all = total;
    var kept =
        IntStream.range(from, end)
            .boxed()
            .filter(i -> counts[place(sorted[i])] >= least * all)
            .sorted(Comparator.comparingInt((Integer i) -> -counts[place(sorted[i])]))
            .limit(most)
            .mapToLong(i -> sorted[i])
            .toArray();
    var symbols = Arrays.stream(kept).mapToInt(key -> (int) (key & ~Context.MASK)).toArray();
    var shares =
        Arrays.stream(kept).mapToDouble(key -> counts[place(key)] / (double) all).toArray();
    // Witten and Bell: what follows in many ways is left to shorter contexts.
    to.add(sorted[from] & Context.MASK, total / (double) (total + end - from), symbols, shares);
  }
}
