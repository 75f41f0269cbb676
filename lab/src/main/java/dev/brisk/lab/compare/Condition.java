package dev.brisk.lab.compare;

import dev.brisk.lab.LabException;
import dev.brisk.lab.stats.Metric;
import dev.brisk.lab.stats.Stat;
import dev.brisk.lab.stats.Unit;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * When a comparison is to fail, such as {@code ttft.p95 > 1.1x} (against the first run) or {@code
 * e2e.median >= 800ms} and {@code exact.share < 40%} (of each later run by itself).
 *
 * @param text as it was given
 * @param limit in the metric's own unit, or a ratio
 * @param ratio whether it is one to the first run's figure
 */
public record Condition(
    String text, Metric metric, Stat stat, Operator operator, double limit, boolean ratio) {
  private static final Pattern FORM =
      Pattern.compile(
          "\\s*([a-z0-9_]+)\\s*\\.\\s*([a-z0-9.]+)\\s*(<=|>=|<|>)\\s*([0-9]+(?:\\.[0-9]+)?)\\s*(x|ms|s|%|/s)?\\s*");

  /** How a figure is held against the limit. */
  public enum Operator {
    BELOW("<"),
    AT_MOST("<="),
    ABOVE(">"),
    AT_LEAST(">=");

    private final String sign;

    Operator(String sign) {
      this.sign = sign;
    }

    static Operator of(String sign) {
      return Arrays.stream(values()).filter(o -> o.sign.equals(sign)).findFirst().orElseThrow();
    }

    boolean holds(double value, double limit) {
      return switch (this) {
        case BELOW -> value < limit;
        case AT_MOST -> value <= limit;
        case ABOVE -> value > limit;
        case AT_LEAST -> value >= limit;
      };
    }
  }

  /**
   * Reads a condition.
   *
   * @throws LabException that says what is wrong and what would be right
   */
  public static Condition parse(String text) {
    var form = FORM.matcher(text);
    if (!form.matches()) {
      throw new LabException(
          "'"
              + text
              + "' is no condition; it is to look like 'ttft.p95 > 1.1x', 'e2e.median > 800ms' or"
              + " 'exact.share < 40%'.");
    }
    var metric =
        Metric.of(form.group(1))
            .orElseThrow(
                () ->
                    new LabException(
                        "'" + form.group(1) + "' is no metric; there are " + metrics() + "."));
    var stat =
        Stat.of(form.group(2))
            .orElseThrow(
                () ->
                    new LabException(
                        "'"
                            + form.group(2)
                            + "' is no figure; there are mean, share, median, max and percentiles"
                            + " such as p95."));
    var unit = form.group(5) == null ? "" : form.group(5);
    var limit = Double.parseDouble(form.group(4)) * factor(text, metric, unit);
    return new Condition(
        text.strip(), metric, stat, Operator.of(form.group(3)), limit, unit.equals("x"));
  }

  /** Whether the comparison fails by this value: a figure, or its ratio to the first run's. */
  public boolean holds(double value) {
    return operator.holds(value, limit);
  }

  private static double factor(String text, Metric metric, String unit) {
    var fits =
        switch (unit) {
          case "x" -> true;
          case "ms", "s" -> metric.unit() == Unit.MILLISECONDS;
          case "%" -> metric.unit() == Unit.SHARE;
          case "/s" -> metric.unit() == Unit.PER_SECOND;
          default -> metric.unit() == Unit.COUNT || metric.unit() == Unit.RATIO;
        };
    if (!fits) {
      throw new LabException(
          "'"
              + text
              + "': a limit of "
              + metric.key()
              + " ends with x for a ratio, or with "
              + wanted(metric.unit())
              + ".");
    }
    return switch (unit) {
      case "s" -> 1_000;
      case "%" -> 0.01;
      default -> 1;
    };
  }

  private static String wanted(Unit unit) {
    return switch (unit) {
      case MILLISECONDS -> "ms or s";
      case SHARE -> "%";
      case PER_SECOND -> "/s";
      case COUNT, RATIO -> "nothing";
    };
  }

  private static String metrics() {
    return Arrays.stream(Metric.values())
        .map(m -> m.key().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(", "));
  }
}
