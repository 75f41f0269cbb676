package dev.brisk.server.metrics;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts values by buckets. Recording takes neither a lock nor memory, so it may be done for every
 * token; any thread may.
 */
final class Histogram {
  /**
   * Upper bounds for times, in microseconds: from 0.25 ms to 10 s, fine around the millisecond that
   * a token takes here.
   */
  private static final long[] MICROS = {
    250,
    500,
    750,
    1_000,
    1_500,
    2_000,
    3_000,
    5_000,
    7_500,
    10_000,
    15_000,
    25_000,
    50_000,
    75_000,
    100_000,
    150_000,
    250_000,
    500_000,
    750_000,
    1_000_000,
    2_500_000,
    5_000_000,
    10_000_000
  };

  /** The same in nanoseconds. */
  static final long[] TIMES = Arrays.stream(MICROS).map(micros -> micros * 1_000).toArray();

  /** Upper bounds for numbers of tokens, those of the OpenTelemetry GenAI conventions. */
  static final long[] TOKENS = {
    1,
    4,
    16,
    64,
    256,
    1_024,
    4_096,
    16_384,
    65_536,
    262_144,
    1_048_576,
    4_194_304,
    16_777_216,
    67_108_864
  };

  private final long[] bounds;
  private final AtomicLongArray counts;
  private final LongAdder sum = new LongAdder();

  /**
   * @param bounds upper bounds, themselves included, ascending; not to be changed
   */
  Histogram(long[] bounds) {
    this.bounds = bounds;
    counts = new AtomicLongArray(bounds.length + 1);
  }

  void record(long value) {
    int bucket = 0;
    // Most values are small, and a search from the start is one that branch prediction learns.
    while (bucket < bounds.length && value > bounds[bucket]) {
      bucket++;
    }
    counts.getAndIncrement(bucket);
    sum.add(value);
  }

  /** The upper bounds; what is above the last has a bucket of its own. */
  long[] bounds() {
    return bounds;
  }

  /** How many values each bucket has, one number more than there are bounds. */
  long[] counts() {
    var now = new long[counts.length()];
    for (int i = 0; i < now.length; i++) {
      now[i] = counts.get(i);
    }
    return now;
  }

  /** All values together. */
  long sum() {
    return sum.sum();
  }
}
