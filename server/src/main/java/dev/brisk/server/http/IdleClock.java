package dev.brisk.server.http;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Knows for how long nobody has asked anything. Safe for use by many threads. */
public final class IdleClock {
  private final LongSupplier nanoTime;
  private int active;
  private long since;
  private boolean leaving;
  private Runnable atWork = () -> {};

  /**
   * @param nanoTime the time, as {@link System#nanoTime}
   */
  public IdleClock(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.since = nanoTime.getAsLong();
  }

  /** Has this run whenever something begins to be done; it must be quick. */
  public synchronized void onBegin(Runnable work) {
    atWork = work;
  }

  /** Something is being done, until {@link #end}. */
  public synchronized void begin() {
    active++;
    atWork.run();
  }

  public synchronized void end() {
    active--;
    since = nanoTime.getAsLong();
    notifyAll();
  }

  /** Ends the wait now, whatever is being done. */
  public synchronized void leave() {
    leaving = true;
    notifyAll();
  }

  /** For how long nothing has been done. */
  public synchronized Duration idle() {
    return active > 0 ? Duration.ZERO : Duration.ofNanos(nanoTime.getAsLong() - since);
  }

  /** Waits until nothing has been done for {@code limit}, or until {@link #leave}. */
  public synchronized void awaitIdle(Duration limit) throws InterruptedException {
    while (!leaving) {
      long left = limit.minus(idle()).toMillis();
      if (active == 0 && left <= 0) {
        return;
      }
      if (active > 0) {
        wait();
      } else {
        wait(left);
      }
    }
  }
}
