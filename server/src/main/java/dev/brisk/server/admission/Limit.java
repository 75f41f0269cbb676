package dev.brisk.server.admission;

import dev.brisk.server.admission.Pace.Measured;

/**
 * How many answers may run at a time, found by trying: it grows while gaps stay well below the
 * objective and somebody waits, and shrinks as soon as they do not (docs/decisions/0092). Not safe
 * for use by many threads.
 */
final class Limit {
  /** Before anything was measured. */
  static final int FIRST = 4;

  /** Growth ends at this share of the objective, so that the noise of a window stays below it. */
  private static final double ENOUGH = 0.9;

  /**
   * What one stream alone cannot keep is not asked of several: then they may be slower than it by
   * this factor.
   */
  private static final double SLOWER = 1.25;

  /** A window with fewer streams on average shows what one does alone. */
  private static final double ALONE = 1.5;

  private final double objective;
  private final int most;
  private double limit;

  /** The gap of one stream alone, in nanoseconds; 0 before it was seen. */
  private double alone;

  /**
   * @param objective the longest gap but for one in twenty, in nanoseconds
   * @param most never more than this, at least 1
   */
  Limit(long objective, int most) {
    this.objective = objective;
    this.most = most;
    this.limit = Math.min(FIRST, most);
  }

  /** At least 1: somebody is always served. */
  int value() {
    return (int) limit;
  }

  private double goal() {
    return alone > objective ? alone * SLOWER : objective;
  }

  /**
   * Learns from a window.
   *
   * @param wanted whether more would have run if they had been let
   */
  void learn(Measured window, boolean wanted) {
    if (window.gap() == 0) {
      // Prompts are read, and nobody reads an answer who could be disturbed.
      limit = wanted ? Math.min(most, limit + 1) : limit;
      return;
    }
    if (window.streams() < ALONE) {
      alone = window.gap();
    }
    double ratio = goal() / window.gap();
    if (ratio < 1) {
      // In proportion to what is too much, but never more than by half: one window may be an
      // accident.
      limit = Math.max(1, Math.min(limit, window.streams()) * Math.max(0.5, ratio));
    } else if (wanted && ratio * ENOUGH >= 1) {
      // If each stream took the whole model for its share of a gap, so many would still be fast
      // enough. Most models do better, since streams share a step; so it grows beyond that by one.
      double safe = window.streams() * ratio * ENOUGH;
      limit = Math.min(most, Math.max(limit + 1, safe));
    }
  }
}
