package dev.brisk.lab;

import java.io.Console;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * One line that says how far a long command is and how long it still takes. Where nobody watches,
 * only its end is said.
 */
final class Progress {
  private static final long BETWEEN_NANOS = 500_000_000;

  private final PrintWriter out;
  private final String what;
  private final int all;
  private final boolean watched =
      Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
  private final long start = System.nanoTime();
  private long last = start;

  /**
   * @param all how many there are to do
   */
  Progress(PrintWriter out, String what, int all) {
    this.out = out;
    this.what = what;
    this.all = all;
  }

  /** So many are done. */
  void at(int done) {
    var now = System.nanoTime();
    if (watched && now - last >= BETWEEN_NANOS && done > 0) {
      last = now;
      var left = (long) ((now - start) / (double) done * (all - done));
      out.printf(Locale.ROOT, "\r%s: %,d of %,d, %s left   ", what, done, all, time(left));
      out.flush();
    }
  }

  /** Ends the line. */
  void done() {
    var begin = watched ? "\r" : "";
    out.printf("%s%s: done in %s%20s%n", begin, what, time(System.nanoTime() - start), "");
    out.flush();
  }

  private static String time(long nanos) {
    var time = Duration.ofNanos(nanos);
    return time.toMinutes() > 0
        ? time.toMinutes() + " min " + time.toSecondsPart() + " s"
        : time.toSeconds() + " s";
  }
}
