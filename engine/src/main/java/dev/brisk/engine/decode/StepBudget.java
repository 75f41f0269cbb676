package dev.brisk.engine.decode;

/**
 * How many rows a step may have, so that it takes no longer than a stream can wait: learned from
 * the steps before. Used by the scheduler's thread alone.
 */
final class StepBudget {
  /** Tiles of a step before any has been timed: few, since code may not be compiled yet. */
  private static final int FIRST = 4;

  /**
   * Steps are planned for this share of the target: one takes longer than another of its size when
   * somebody else has a core, when the slower way of computing is tried, and as the context grows.
   */
  private static final double PLANNED = 0.5;

  /** How much of a shorter time is believed at once; a longer one is believed wholly. */
  private static final double FALLING = 0.2;

  /** How fast sizes that are not tried any more are thought better of. */
  private static final double FADING = 0.05;

  /** Costs are kept apart by the power of two of the rows: more rows cost less each. */
  private static final int SIZES = 16;

  /**
   * A step that has prompts alone ends in about this time, so that an interrupt is soon heard:
   * nobody waits for a token meanwhile, but somebody may want it to stop.
   */
  private static final double ALONE_NANOS = 4e6;

  /**
   * But it has so many rows at least, since with fewer a large model would read its weights in
   * vain.
   */
  private static final int ALONE_ROWS = 48;

  private final int tile;
  private final double plannedNanos;

  /** Nanoseconds a row, 0 where nothing is known. */
  private final double[] rowNanos = new double[SIZES];

  private int largest;

  /**
   * @param tile rows that products compute at once: fewer cost as much
   * @param targetNanos most that a step should take
   */
  StepBudget(int tile, long targetNanos) {
    this.tile = tile;
    plannedNanos = PLANNED * targetNanos;
  }

  /**
   * Most rows of the next step, whole tiles, at least one: so many as would have taken as long as
   * planned, and at most twice as many as any step has had.
   */
  int rows() {
    return rows(plannedNanos);
  }

  /** Most rows of a step in which no response is being written. */
  int rowsAlone() {
    return Math.max(ALONE_ROWS, rows(ALONE_NANOS));
  }

  private int rows(double nanos) {
    if (largest == 0) {
      return FIRST * tile;
    }
    int rows = tile;
    double cost = 0;
    for (int size = 0; size < SIZES; size++) {
      // Sizes that were never timed are taken to cost what the next smaller one does.
      cost = rowNanos[size] == 0 ? cost : rowNanos[size];
      int most = Math.min((2 << size) - 1, 2 * largest);
      int fitting = cost == 0 ? most : (int) Math.min(most, nanos / cost);
      if (fitting >= 1 << size) {
        rows = Math.max(rows, fitting / tile * tile);
      }
    }
    return rows;
  }

  /** Learns from a step. */
  void learn(int rows, long nanos) {
    largest = Math.max(largest, Math.max(rows, FIRST * tile / 2));
    int size = Math.min(SIZES - 1, 31 - Integer.numberOfLeadingZeros(rows));
    double cost = (double) nanos / rows;
    double before = rowNanos[size];
    boolean believed = before == 0 || cost > before;
    rowNanos[size] = believed ? cost : before + FALLING * (cost - before);
    for (int i = size + 1; i < SIZES; i++) {
      // More rows cost less each; what said otherwise was disturbed, and is tried again in time.
      rowNanos[i] += FADING * Math.min(0, cost - rowNanos[i]);
    }
  }
}
