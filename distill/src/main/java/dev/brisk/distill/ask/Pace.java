package dev.brisk.distill.ask;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/** When the next request may be sent, for all threads that ask one endpoint. */
final class Pace {
  /** An endpoint that wants to be left alone for longer is left alone by ending. */
  static final Duration LONGEST = Duration.ofMinutes(15);

  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final int MOST_DOUBLINGS = 6;

  private final Waiting waiting;
  private final RandomGenerator random;
  private Instant next = Instant.MIN;

  Pace(Waiting waiting, RandomGenerator random) {
    this.waiting = waiting;
    this.random = random;
  }

  Instant now() {
    return waiting.now();
  }

  /** Nobody asks before this time is over. */
  synchronized void hold(Duration time) {
    var until = waiting.now().plus(time);
    next = until.isAfter(next) ? until : next;
  }

  /** Waits for as long as the endpoint is held. */
  void await() throws InterruptedException {
    for (var left = left(); left.isPositive(); left = left()) {
      waiting.sleep(left);
    }
  }

  /**
   * Waits after a failure: twice as long each time, up to about a minute, and never just as long as
   * others do.
   *
   * @param failures in a row, at least 1
   */
  void backOff(int failures) throws InterruptedException {
    double full = FIRST.toMillis() * (double) (1L << Math.min(failures - 1, MOST_DOUBLINGS));
    double share;
    synchronized (this) {
      share = random.nextDouble();
    }
    waiting.sleep(Duration.ofMillis((long) (full * (0.5 + 0.5 * share))));
  }

  private synchronized Duration left() {
    var now = waiting.now();
    return next.isAfter(now) ? Duration.between(now, next) : Duration.ZERO;
  }
}
