package dev.brisk.lab.stats;

import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * Values in order. A percentile is the nearest rank: the smallest value that so many percent do not
 * exceed, so always one that was measured. Immutable.
 */
public final class Percentiles {
  /** A far percentile is only given if so many samples are expected beyond it. */
  private static final int BEYOND = 3;

  /** From here on. */
  private static final double FAR = 99;

  /** From here on one value is no percentile either. */
  private static final double NEAR = 95;

  private static final int NEAR_NEEDS = 20;

  private final double[] sorted;

  private Percentiles(double[] sorted) {
    this.sorted = sorted;
  }

  /** Of values in any order. */
  public static Percentiles of(double[] values) {
    var sorted = values.clone();
    Arrays.sort(sorted);
    return new Percentiles(sorted);
  }

  /** Of values that nobody else keeps; they are sorted in place. */
  static Percentiles ofOwn(double[] values) {
    Arrays.sort(values);
    return new Percentiles(values);
  }

  /** How many samples percentile {@code p} needs: 20 for 95, 300 for 99, 3,000 for 99.9, else 1. */
  public static int needed(double p) {
    if (p < FAR) {
      return p < NEAR ? 1 : NEAR_NEEDS;
    }
    return p < 100 ? (int) Math.round(BEYOND / (1 - p / 100)) : 1;
  }

  /** How many values there are. */
  public int count() {
    return sorted.length;
  }

  /**
   * Percentile {@code p}, of 0 to 100; none if there are fewer samples than {@link #needed}, since
   * it would be the value of one or two odd requests.
   */
  public OptionalDouble at(double p) {
    return count() < needed(p) ? OptionalDouble.empty() : OptionalDouble.of(sorted[rank(p)]);
  }

  /** The largest; none of nothing. */
  public OptionalDouble max() {
    return count() == 0 ? OptionalDouble.empty() : OptionalDouble.of(sorted[count() - 1]);
  }

  /** The arithmetic mean; none of nothing. */
  public OptionalDouble mean() {
    return Arrays.stream(sorted).average();
  }

  /** The value at an index of the order, from 0. */
  double sorted(int index) {
    return sorted[index];
  }

  /** How many values are at most {@code limit}. */
  public int upTo(double limit) {
    var low = 0;
    var high = count();
    while (low < high) {
      var middle = (low + high) >>> 1;
      if (sorted[middle] <= limit) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** The index of percentile {@code p}. */
  int rank(double p) {
    // p/100 times the count is not always the whole number that it should be.
    return Math.clamp((long) Math.ceil(p / 100 * count() - 1e-9) - 1, 0, count() - 1);
  }
}
