package dev.brisk.lab.stats;

import java.util.Locale;

/** What a value is counted in, and how it is said. */
public enum Unit {
  MILLISECONDS,
  PER_SECOND,
  SHARE,
  COUNT,
  RATIO;

  /** The value with its unit, with about three digits. */
  public String say(double value) {
    return switch (this) {
      case MILLISECONDS -> time(value);
      case PER_SECOND -> digits(value) + "/s";
      case SHARE -> String.format(Locale.ROOT, "%.1f %%", 100 * value);
      case COUNT -> digits(value);
      case RATIO -> String.format(Locale.ROOT, "%.2f", value);
    };
  }

  private static String time(double ms) {
    if (Math.abs(ms) >= 10_000) {
      return String.format(Locale.ROOT, "%.1f s", ms / 1000);
    }
    if (Math.abs(ms) >= 1_000) {
      return String.format(Locale.ROOT, "%.2f s", ms / 1000);
    }
    return digits(ms) + " ms";
  }

  private static String digits(double value) {
    var size = Math.abs(value);
    var format = size >= 99.95 ? "%,.0f" : size >= 9.995 ? "%.1f" : "%.2f";
    return value == Math.rint(value) && size < 1e9
        ? String.format(Locale.ROOT, "%,.0f", value)
        : String.format(Locale.ROOT, format, value);
  }
}
