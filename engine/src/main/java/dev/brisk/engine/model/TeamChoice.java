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
   * Passes with fewer multiplications than this, about 60 microseconds of one core, run alone:
   * there the barriers would cost more than the team brings.
   */
  private static final long FEW = 2_000_000;

  /** The faster way is taken for at least this long before the slower one is tried again. */
  private static final long TRUST_NANOS = 100_000_000;

  /**
   * In the end for this many passes for each pass that a try of the slower one loses: tries cost no
   * more than two hundredths of the time, however long a pass takes. Until then for as many as
   * double with each pass of the slower one, since the first passes, which the compiler has not
   * seen yet, say little.
   */
  private static final int LOSSES = 50;

  /** Passes after which no more is doubled. */
  private static final int DOUBLINGS = 16;

  /** Weight of the newest pass in a running mean, if it was slower than that. */
  private static final double NEWEST = 0.3;

  /** One pass counts as this many times the mean at most: it may have been disturbed. */
  private static final double OUTLIER = 3;

  /** Costs are kept apart by the power of two of the rows: more rows use the arithmetic better. */
  private static final int SIZES = 12;

  private final Way[] team = ways();
  private final Way[] alone = ways();
  private final long[] triedAt = new long[SIZES];
  private final long[] passesSince = new long[SIZES];

  private static Way[] ways() {
    var out = new Way[SIZES];
    for (int i = 0; i < SIZES; i++) {
      out[i] = new Way();
    }
    return out;
  }

  /** Whether the team should compute a pass. */
  boolean team(int rows, long work, long now) {
    if (work < FEW) {
      return false;
    }
    int size = size(rows);
    if (team[size].passes == 0 || alone[size].passes == 0) {
      triedAt[size] = now;
      return team[size].passes == 0;
    }
    boolean faster = team[size].cost <= alone[size].cost;
    Way best = faster ? team[size] : alone[size];
    Way other = faster ? alone[size] : team[size];
    double passes = Math.min(1 << other.passes, LOSSES * (other.cost / best.cost - 1));
    passesSince[size]++;
    if (passesSince[size] > passes && now - triedAt[size] > TRUST_NANOS) {
      passesSince[size] = 0;
      triedAt[size] = now;
      return !faster;
    }
    return faster;
  }

  /** Learns from a pass. */
  void learn(int rows, long work, boolean byTeam, long nanos) {
    if (work >= FEW) {
      (byTeam ? team : alone)[size(rows)].learn((double) nanos / work);
    }
  }

  /** What is known of one of the two ways. */
  private static final class Way {
    /** Running mean of nanoseconds a multiplication. */
    double cost;

    int passes;

    /** What was faster once can be again; what was slower may have been disturbed. */
    void learn(double newest) {
      if (passes == 0 || newest < cost) {
        cost = newest;
      } else {
        cost += NEWEST * (Math.min(newest, OUTLIER * cost) - cost);
      }
      passes = Math.min(DOUBLINGS, passes + 1);
    }
  }

  private static int size(int rows) {
    return Math.min(SIZES - 1, 31 - Integer.numberOfLeadingZeros(rows));
  }
}
