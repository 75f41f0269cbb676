package dev.brisk.distill;

import java.time.Duration;
import java.util.Locale;

/** One line on standard error that says how far a step is and how long it still takes. */
final class Progress {
  private static final long BETWEEN_NANOS = 1_000_000_000;

  private final String what;
  private final int all;
  private final long start = System.nanoTime();
  private long last = start;

  /**
   * @param all how many there are to do
   */
  Progress(String what, int all) {
    this.what = what;
    this.all = all;
  }

  /** So many are done. */
  void at(int done) {
    var now = System.nanoTime();
    if (now - last >= BETWEEN_NANOS) {
      last = now;
      var left = (now - start) / (double) Math.max(1, done) * (all - done);
      System.err.printf(
          Locale.ROOT, "\r%s: %,d of %,d, %s left   ", what, done, all, time((long) left));
    }
  }

  /** Ends the line. */
  void done() {
    System.err.printf(
        Locale.ROOT, "\r%s: done in %s%20s%n", what, time(System.nanoTime() - start), "");
  }

  private static String time(long nanos) {
    var time = Duration.ofNanos(nanos);
    return time.toMinutes() > 0
        ? time.toMinutes() + " min " + time.toSecondsPart() + " s"
        : time.toSeconds() + " s";
  }
}
