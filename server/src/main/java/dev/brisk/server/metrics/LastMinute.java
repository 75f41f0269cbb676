package dev.brisk.server.metrics;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Quantiles of the times that were recorded in the last 55 to 60 seconds, with an error of at most
 * 6 %. Recording takes no lock, and memory only once in five seconds; any thread may.
 */
final class LastMinute {
  private static final int SLOTS = 12;
  private static final long SLOT_NANOS = 5_000_000_000L;

  /** Buckets for each doubling, of the same width. */
  private static final int PER_DOUBLING = 8;

  /** The first bucket ends at about a microsecond, the last is open from 1,100 seconds on. */
  private static final int SMALLEST_BIT = 10;

  private static final int BUCKETS = 30 * PER_DOUBLING;

  private record Slot(long number, AtomicLongArray counts) {}

  private final AtomicReferenceArray<@Nullable Slot> slots = new AtomicReferenceArray<>(SLOTS);
  private final LongSupplier nanoTime;

  LastMinute(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  void record(long nanos) {
    slot(Math.floorDiv(nanoTime.getAsLong(), SLOT_NANOS)).counts().getAndIncrement(bucket(nanos));
  }

  private Slot slot(long number) {
    int at = Math.floorMod(number, SLOTS);
    while (true) {
      var slot = slots.get(at);
      if (slot != null && slot.number() >= number) {
        return slot;
      }
      var fresh = new Slot(number, new AtomicLongArray(BUCKETS));
      if (slots.compareAndSet(at, slot, fresh)) {
        return fresh;
      }
    }
  }

  /** Forgets everything. */
  void clear() {
    for (int i = 0; i < SLOTS; i++) {
      slots.set(i, null);
    }
  }

  /**
   * Some quantiles.
   *
   * @param shares each from 0 to 1
   * @return the times in nanoseconds; all 0 if nothing was recorded
   */
  long[] quantiles(double... shares) {
    var counts = new long[BUCKETS];
    long all = 0;
    long oldest = Math.floorDiv(nanoTime.getAsLong(), SLOT_NANOS) - SLOTS + 1;
    for (int i = 0; i < SLOTS; i++) {
      var slot = slots.get(i);
      if (slot == null || slot.number() < oldest) {
        continue;
      }
      for (int b = 0; b < BUCKETS; b++) {
        long count = slot.counts().get(b);
        counts[b] += count;
        all += count;
      }
    }
    var quantiles = new long[shares.length];
    for (int i = 0; i < shares.length && all > 0; i++) {
      quantiles[i] = middle(bucketOfRank(counts, Math.max(1, (long) Math.ceil(shares[i] * all))));
    }
    return quantiles;
  }

  private static int bucketOfRank(long[] counts, long rank) {
    long seen = 0;
    for (int b = 0; b < counts.length; b++) {
      seen += counts[b];
      if (seen >= rank) {
        return b;
      }
    }
    return counts.length - 1;
  }

  /** Linear within a doubling, so that no logarithm has to be computed for a token. */
  private static int bucket(long nanos) {
    int bit = 63 - Long.numberOfLeadingZeros(Math.max(1, nanos));
    if (bit < SMALLEST_BIT) {
      return 0;
    }
    int within = (int) ((nanos >> (bit - 3)) & (PER_DOUBLING - 1));
    return Math.min(BUCKETS - 1, (bit - SMALLEST_BIT) * PER_DOUBLING + within);
  }

  private static long middle(int bucket) {
    long start = 1L << (SMALLEST_BIT + bucket / PER_DOUBLING);
    return start + start * (2 * (bucket % PER_DOUBLING) + 1) / (2 * PER_DOUBLING);
  }
}
