package dev.brisk.engine.model;

/**
 * Decides, pass by pass, whether a team or the calling thread alone computes. A team is nearly
 * twice as fast on two idle cores and many times slower when another process has one of them,
 * because every barrier then waits for the operating system to bring a worker back. So both ways
 * are timed, the faster one is taken, and the slower one is tried again now and then. Results do
 * not depend on the choice.
 */
final class TeamChoice {
  /**
   * Passes with fewer multiplications than this, about half a millisecond of one core, run alone:
   * the barriers would cost more than the team brings.
   */
  private static final long FEW = 16_000_000;

  /** The faster way is taken for at least this long before the slower one is tried again. */
  private static final long TRUST_NANOS = 100_000_000;

  /**
   * In the end for this many times of what a try of the slower one loses: tries may cost no more
   * than two hundredths of the time, however long a pass takes. Until then the time doubles with
   * every try, since the first passes, which the compiler has not seen yet, say little.
   */
  private static final int LOSSES = 50;

  /** Weight of the newest pass in a running mean, if it was slower than that. */
  private static final double NEWEST = 0.3;

  /** Costs are kept apart by the power of two of the rows: more rows use the arithmetic better. */
  private static final int SIZES = 12;

  /** Running means of nanoseconds a multiplication; 0 where there is none yet. */
  private final double[] team = new double[SIZES];

  private final double[] alone = new double[SIZES];
  private final long[] triedAt = new long[SIZES];
  private final long[] trusted = new long[SIZES];

  /** Whether the team should compute a pass. */
  boolean team(int rows, long work, long now) {
    if (work < FEW) {
      return false;
    }
    int size = size(rows);
    if (team[size] == 0) {
      return true;
    }
    if (alone[size] == 0) {
      return false;
    }
    boolean faster = team[size] <= alone[size];
    if (trusted[size] == 0) {
      trusted[size] = TRUST_NANOS;
      triedAt[size] = now;
    }
    if (now - triedAt[size] > trusted[size]) {
      double loss = Math.abs(team[size] - alone[size]) * work;
      long most = Math.max(TRUST_NANOS, (long) (LOSSES * loss));
      trusted[size] = Math.min(most, 2 * trusted[size]);
      triedAt[size] = now;
      return !faster;
    }
    return faster;
  }

  /** Learns from a pass. */
  void learn(int rows, long work, boolean byTeam, long nanos) {
    if (work < FEW) {
      return;
    }
    double[] costs = byTeam ? team : alone;
    int size = size(rows);
    double cost = (double) nanos / work;
    // What was faster once can be again; what was slower may have been disturbed.
    boolean news = costs[size] == 0 || cost < costs[size];
    costs[size] = news ? cost : costs[size] + NEWEST * (cost - costs[size]);
  }

  private static int size(int rows) {
    return Math.min(SIZES - 1, 31 - Integer.numberOfLeadingZeros(rows));
  }
}
