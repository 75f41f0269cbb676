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
   * And for this many times of what a try of the slower one loses: tries may cost no more than two
   * hundredths of the time, however long a pass takes.
   */
  private static final int LOSSES = 50;

  /** Weight of the newest pass in a running mean. */
  private static final double NEWEST = 0.3;

  /** Costs are kept apart by the power of two of the rows: more rows use the arithmetic better. */
  private static final int SIZES = 12;

  /** Running means of nanoseconds a multiplication; 0 where there is none yet. */
  private final double[] team = new double[SIZES];

  private final double[] alone = new double[SIZES];
  private final long[] triedAt = new long[SIZES];
  private final boolean[] tried = new boolean[SIZES];

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
    if (!tried[size]) {
      tried[size] = true;
      triedAt[size] = now;
    }
    double loss = Math.abs(team[size] - alone[size]) * work;
    if (now - triedAt[size] > Math.max(TRUST_NANOS, LOSSES * loss)) {
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
    costs[size] = costs[size] == 0 ? cost : costs[size] + NEWEST * (cost - costs[size]);
  }

  private static int size(int rows) {
    return Math.min(SIZES - 1, 31 - Integer.numberOfLeadingZeros(rows));
  }
}
