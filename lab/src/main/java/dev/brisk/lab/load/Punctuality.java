package dev.brisk.lab.load;

import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/**
 * Whether the client keeps to its own schedule. Where it does not, its figures say nothing about
 * the target.
 */
final class Punctuality {
  /** Half of the requests of a window later than this: the client is behind in it. */
  private static final long BEHIND_NANOS = 20_000_000;

  /** Fewer are no verdict. */
  private static final int FEWEST = 100;

  /** So long a window is at least; a program that has just started may stumble in one. */
  private static final long WINDOW_NANOS = 1_000_000_000;

  /** So many windows in succession, and the client cannot send at this rate. */
  private static final int WINDOWS = 3;

  private long windowStart = System.nanoTime();
  private int late;

  private final Recorder delays = new Recorder(3);
  private final LongAdder sent = new LongAdder();
  private final Histogram last = new Histogram(3);
  private long lastMedian;

  /** A request was sent so late. */
  void sent(long delayNanos) {
    delays.recordValue(Math.max(0, delayNanos));
    sent.increment();
  }

  /** How many were sent so far. */
  long sent() {
    return sent.sum();
  }

  /**
   * Whether requests were sent far too late in window after window. Half of those of the last one
   * were then later than {@link #lastMedianMillis}.
   *
   * @param now of {@link System#nanoTime}
   */
  synchronized boolean behind(long now) {
    last.add(delays.getIntervalHistogram());
    if (now - windowStart < WINDOW_NANOS || last.getTotalCount() < FEWEST) {
      return false;
    }
    lastMedian = last.getValueAtPercentile(50);
    late = lastMedian > BEHIND_NANOS ? late + 1 : 0;
    windowStart = now;
    last.reset();
    return late >= WINDOWS;
  }

  /** The median delay in the last window, in milliseconds. */
  synchronized double lastMedianMillis() {
    return lastMedian / 1e6;
  }
}
