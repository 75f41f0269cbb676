package dev.brisk.server.admission;

import java.time.Duration;

/**
 * What is promised to those who are let in, and how long the others may wait.
 *
 * @param gap the longest that a stream should wait for its next chunk, 95 times out of 100 (ITL)
 * @param most answers that run at a time at the most, however fast they are; not more than the
 *     model can run at once, so that nothing waits where it is not seen
 * @param places requests that may wait
 * @param patience how long one may wait before it is told to come back later
 * @param keystroke the same for what was asked at a keystroke
 */
public record Objective(Duration gap, int most, int places, Duration patience, Duration keystroke) {
  /** Gaps of 50 ms, 8 at a time, 64 places, half a minute, and 2 seconds at a keystroke. */
  public static final Objective DEFAULT =
      new Objective(Duration.ofMillis(50), 8, 64, Duration.ofSeconds(30), Duration.ofSeconds(2));

  public Objective {
    if (!gap.isPositive() || most < 1 || places < 0 || !patience.isPositive()) {
      throw new IllegalArgumentException(
          "the objective and the patience must be longer than nothing, and one answer must run");
    }
  }

  public Objective gap(Duration longest) {
    return new Objective(longest, most, places, patience, keystroke);
  }

  public Objective most(int running) {
    return new Objective(gap, running, places, patience, keystroke);
  }

  public Objective places(int waiting) {
    return new Objective(gap, most, waiting, patience, keystroke);
  }

  public Objective patience(Duration longest) {
    return new Objective(gap, most, places, longest, keystroke);
  }
}
