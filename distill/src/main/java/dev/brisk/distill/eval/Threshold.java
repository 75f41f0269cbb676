package dev.brisk.distill.eval;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A threshold of confidence and what it leaves.
 *
 * @param value edits with at least this confidence are shown
 * @param answered share of all requests
 * @param precision share of those shown that are exact
 */
public record Threshold(Measure measure, double value, Proportion answered, Proportion precision) {
  /** Fewer answers than this prove nothing. */
  private static final int LEAST = 20;

  /** The figures at {@code value}. */
  public static Threshold at(Measure measure, double value, List<Outcome> outcomes) {
    var shown =
        outcomes.stream()
            .filter(Outcome::shown)
            .filter(outcome -> confidence(measure, outcome) >= value)
            .toList();
    return new Threshold(
        measure,
        value,
        new Proportion(shown.size(), outcomes.size()),
        new Proportion(shown.stream().filter(Outcome::exact).count(), shown.size()));
  }

  /** The figures at every confidence that occurs, from the highest down. */
  public static List<Threshold> curve(Measure measure, List<Outcome> outcomes) {
    var shown =
        outcomes.stream()
            .filter(Outcome::shown)
            .sorted(Comparator.comparingDouble((Outcome o) -> confidence(measure, o)).reversed())
            .toList();
    var points = new ArrayList<Threshold>();
    var exact = 0;
    for (var i = 0; i < shown.size(); i++) {
      exact += shown.get(i).exact() ? 1 : 0;
      var value = confidence(measure, shown.get(i));
      if (i + 1 < shown.size() && confidence(measure, shown.get(i + 1)) == value) {
        continue;
      }
      points.add(
          new Threshold(
              measure,
              value,
              new Proportion(i + 1, outcomes.size()),
              new Proportion(exact, i + 1)));
    }
    return points;
  }

  /**
   * The lowest threshold of a curve that still has the precision.
   *
   * @param precision to be reached, from 0 to 1
   * @param lowerBound whether the lower end of its interval must reach it
   */
  public static Optional<Threshold> choose(
      List<Threshold> curve, double precision, boolean lowerBound) {
    return curve.reversed().stream()
        .filter(point -> point.precision.total() >= LEAST)
        .filter(
            point -> (lowerBound ? point.precision.low() : point.precision.value()) >= precision)
        .findFirst();
  }

  private static double confidence(Measure measure, Outcome outcome) {
    return outcome.answer().confidence().map(measure::of).orElse(Double.NEGATIVE_INFINITY);
  }
}
