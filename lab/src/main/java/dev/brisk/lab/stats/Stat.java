package dev.brisk.lab.stats;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One figure of many values.
 *
 * @param name as an expression has it
 * @param percentile of 0 to 100; NaN for the mean
 */
public record Stat(String name, double percentile) {
  /** Half of the values are at most this. */
  public static final Stat MEDIAN = percentile(50);

  /** The arithmetic mean; of a share, the share. */
  public static final Stat MEAN = new Stat("mean", Double.NaN);

  /** A percentile. */
  public static Stat percentile(double p) {
    return new Stat("p" + (p == Math.rint(p) ? Long.toString((long) p) : Double.toString(p)), p);
  }

  /**
   * What an expression calls {@code name}: {@code mean}, {@code share} (the same), {@code median},
   * {@code max}, {@code p95}.
   */
  public static Optional<Stat> of(String name) {
    return switch (name) {
      case "mean", "share" -> Optional.of(new Stat(name, Double.NaN));
      case "median" -> Optional.of(new Stat(name, 50));
      case "max" -> Optional.of(new Stat(name, 100));
      default -> {
        if (!name.matches("p\\d{1,2}(\\.\\d{1,3})?")) {
          yield Optional.empty();
        }
        yield Optional.of(percentile(Double.parseDouble(name.substring(1))));
      }
    };
  }

  /** Whether it is the mean. */
  public boolean isMean() {
    return Double.isNaN(percentile);
  }

  /** The figure; none of nothing, or where there are too few samples for it. */
  public OptionalDouble of(Percentiles values) {
    if (isMean()) {
      return values.mean();
    }
    return percentile == 100 ? values.max() : values.at(percentile);
  }
}
