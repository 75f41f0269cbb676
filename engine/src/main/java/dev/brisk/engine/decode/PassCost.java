package dev.brisk.engine.decode;

/**
 * What the rows of a draft add to a pass, learned from how long passes took. Rows are computed in
 * tiles, so that costs are kept apart by tiles; a single row is computed in another way. Used by
 * the scheduler's thread alone.
 */
final class PassCost {
  /** Sizes that are kept apart: a single row, then one tile and more. */
  private static final int SIZES = 16;

  /** What a tile is taken to add, in passes of one row, until both have been timed. */
  private static final double UNMEASURED = 1.0 / 3;

  /** Weight of the newest pass in a running mean, if it was slower than that. */
  private static final double NEWEST = 0.3;

  private final int tile;

  /** Running means of a pass, 0 where nothing is known. */
  private final double[] nanos = new double[SIZES];

  /**
   * @param tile rows that products compute at once: fewer cost as much
   */
  PassCost(int tile) {
    this.tile = tile;
  }

  /** Learns from a pass of which every row had logits. */
  void learn(int rows, long took) {
    int size = size(rows);
    // What was faster once can be again; what was slower may have been disturbed.
    boolean news = nanos[size] == 0 || took < nanos[size];
    nanos[size] = news ? took : nanos[size] + NEWEST * (took - nanos[size]);
  }

  /**
   * What a draft costs, in tokens that would have been written in the time that it adds to a step.
   * That is no more than one for each row of its tiles, since more rows cost less each: what seems
   * dearer was disturbed, and shall be tried again.
   *
   * @param rows rows of the step without the draft, at least 1
   * @param drafted tokens of the draft, also 0
   * @param draftNanos how long it takes to make the draft
   */
  double of(int rows, int drafted, double draftNanos) {
    double plain = nanos[size(rows)];
    double wide = nanos[size(rows + drafted)];
    double making = plain == 0 ? 0 : rows * draftNanos / plain;
    double checking =
        plain == 0 || wide == 0
            ? UNMEASURED * (size(rows + drafted) - size(rows))
            : rows * Math.max(0, wide - plain) / plain;
    return Math.min(drafted == 0 ? 0 : filled(rows, drafted), checking) + making;
  }

  /** The longest draft that needs no more tiles than one of {@code drafted} tokens. */
  int filled(int rows, int drafted) {
    return Math.ceilDiv(rows + drafted, tile) * tile - rows;
  }

  private int size(int rows) {
    return rows == 1 ? 0 : Math.min(SIZES - 1, Math.ceilDiv(rows, tile));
  }
}
