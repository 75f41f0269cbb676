package dev.brisk.lab.stats;

import java.util.Locale;

/**
 * So many of so many, with its 95 % confidence interval after Wilson (1927), which also holds for
 * few cases and near 0 and 1.
 *
 * @param count 0 to {@code total}
 * @param total 0 or more
 */
public record Proportion(long count, long total) {
  /** The 97.5 % quantile of the normal distribution. */
  private static final double Z = 1.959963984540054;

  public Proportion {
    if (count < 0 || count > total) {
      throw new IllegalArgumentException(count + " of " + total + " is no proportion");
    }
  }

  /** From 0 to 1; NaN of nothing. */
  public double value() {
    return total == 0 ? Double.NaN : (double) count / total;
  }

  /** The interval's lower end; 0 of nothing. */
  public double low() {
    return total == 0 ? 0 : Math.max(0, centre() - margin());
  }

  /** The interval's upper end; 1 of nothing. */
  public double high() {
    return total == 0 ? 1 : Math.min(1, centre() + margin());
  }

  /** Such as {@code 75.0 % (70.1–79.3)}; a dash of nothing. */
  @Override
  public String toString() {
    return total == 0
        ? "–"
        : String.format(
            Locale.ROOT, "%.1f %% (%.1f–%.1f)", 100 * value(), 100 * low(), 100 * high());
  }

  private double centre() {
    return (value() + Z * Z / (2 * total)) / (1 + Z * Z / total);
  }

  private double margin() {
    var p = value();
    return Z * Math.sqrt(p * (1 - p) / total + Z * Z / (4.0 * total * total)) / (1 + Z * Z / total);
  }
}
