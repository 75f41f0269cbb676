package dev.brisk.lab.load;

import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * A thread that does nothing but wake up every few milliseconds and see how late it is: what this
 * machine does to any program that runs on it now, the lab included. No figure of the run is better
 * than that.
 */
public final class Jitter implements AutoCloseable {
  private static final long EVERY_NANOS = 2_000_000;

  private final Histogram lateness = new Histogram(3);
  private final Thread thread;
  private volatile boolean over;

  /** Begins to look. */
  public Jitter() {
    thread = Thread.ofPlatform().daemon().name("lab-jitter").start(this::watch);
  }

  private void watch() {
    long due = System.nanoTime() + EVERY_NANOS;
    while (!over) {
      for (long now = System.nanoTime(); now < due && !over; now = System.nanoTime()) {
        LockSupport.parkNanos(due - now);
      }
      long late = System.nanoTime() - due;
      synchronized (lateness) {
        lateness.recordValue(Math.max(0, late));
      }
      // Missed beats are not made up for: one long wait is one long wait.
      due = Math.max(due + EVERY_NANOS, System.nanoTime());
    }
  }

  /** The lateness that so many percent of the looks were below, in milliseconds. */
  public double percentileMillis(double percent) {
    synchronized (lateness) {
      return lateness.getValueAtPercentile(percent) / 1e6;
    }
  }

  @Override
  public void close() {
    over = true;
    LockSupport.unpark(thread);
  }
}
