package dev.brisk.lab.stats;

/** Where a figure lies with 95 % confidence. */
public record Interval(double low, double high) {
  /** Whether {@code value} is one of those it may be. */
  public boolean holds(double value) {
    return low <= value && value <= high;
  }
}
