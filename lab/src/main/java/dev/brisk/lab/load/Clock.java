package dev.brisk.lab.load;

import java.util.concurrent.locks.LockSupport;

/** Waits for moments of {@link System#nanoTime}. */
final class Clock {
  private Clock() {}

  /** Waits; some 0.1 ms late, as the system wakes threads. */
  static void sleepUntil(long moment) throws InterruptedException {
    for (long left = moment - System.nanoTime(); left > 0; left = moment - System.nanoTime()) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      LockSupport.parkNanos(left);
    }
  }
}
