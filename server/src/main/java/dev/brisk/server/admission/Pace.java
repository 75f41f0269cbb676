package dev.brisk.server.admission;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.LongAdder;

/**
 * How fast streams get on: the gaps between their chunks, by windows. Any thread may write; it
 * takes no lock and allocates nothing. One thread at a time may look whether a window is complete.
 */
final class Pace {
  /** A window lasts so long at least, in nanoseconds. */
  static final long WINDOW = 250_000_000;

  /** And until it has so many gaps: fewer say nothing about the slowest twentieth. */
  static final int ENOUGH = 20;

  /** Slow streams get along with less after this time. */
  static final long LONG_WINDOW = 2_000_000_000;

  static final int FEW = 8;

  /** Each power of two is cut into so many buckets; a gap is known to an eighth. */
  private static final int PARTS = 8;

  private static final int BUCKETS = Long.SIZE * PARTS;

  private volatile Window window;

  private static final class Window {
    final long began;
    final AtomicIntegerArray gaps = new AtomicIntegerArray(BUCKETS);
    final LongAdder count = new LongAdder();
    final LongAdder streams = new LongAdder();

    Window(long began) {
      this.began = began;
    }
  }

  /**
   * What a window has shown.
   *
   * @param gap the longest gap but for one in twenty, in nanoseconds; 0 if there was none for a
   *     long time
   * @param streams how many streams ran, on average over the gaps; at least 1
   */
  record Measured(long gap, double streams) {}

  /**
   * @param now the time, in nanoseconds of any origin
   */
  Pace(long now) {
    window = new Window(now);
  }

  /**
   * A stream waited for a token.
   *
   * @param nanos how long after the one before it
   * @param streams how many streams ran, at least 1
   */
  void gap(long nanos, int streams) {
    var current = window;
    current.gaps.incrementAndGet(bucket(Math.max(1, nanos)));
    current.streams.add(streams);
    current.count.increment();
  }

  /** What the window has shown if it is complete; the next one begins then. */
  Optional<Measured> complete(long now) {
    var current = window;
    long age = now - current.began;
    long count = current.count.sum();
    if (age < WINDOW || (count < ENOUGH && (age < LONG_WINDOW || (count > 0 && count < FEW)))) {
      return Optional.empty();
    }
    window = new Window(now);
    if (count == 0) {
      return Optional.of(new Measured(0, 1));
    }
    return Optional.of(
        new Measured(
            nearTop(current.gaps, count), Math.max(1, (double) current.streams.sum() / count)));
  }

  /** The upper end of the bucket above which there is one gap in twenty at the most. */
  private static long nearTop(AtomicIntegerArray gaps, long count) {
    long above = count / 20;
    int bucket = BUCKETS - 1;
    while (bucket > 0) {
      above -= gaps.get(bucket);
      if (above < 0) {
        break;
      }
      bucket--;
    }
    return upperEnd(bucket);
  }

  private static int bucket(long nanos) {
    int power = Long.SIZE - 1 - Long.numberOfLeadingZeros(nanos);
    int part = power < 3 ? 0 : (int) (nanos >>> (power - 3)) & (PARTS - 1);
    return power * PARTS + part;
  }

  private static long upperEnd(int bucket) {
    int power = bucket / PARTS;
    return power < 3 ? 1L << (power + 1) : (1L << power) + ((bucket % PARTS + 1L) << (power - 3));
  }
}
