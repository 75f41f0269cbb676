package dev.brisk.lab.compare;

import dev.brisk.lab.results.Results;
import dev.brisk.lab.results.Sample;
import dev.brisk.lab.stats.Bootstrap;
import dev.brisk.lab.stats.Interval;
import dev.brisk.lab.stats.Metric;
import dev.brisk.lab.stats.Stat;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One figure of several runs.
 *
 * @param figures one a run; none where there are too few samples
 * @param ratios one a run after the first, to the first; none where either figure is missing or the
 *     first is 0
 */
public record Row(
    Metric metric, Stat stat, List<OptionalDouble> figures, List<Optional<Ratio>> ratios) {
  /**
   * A ratio to the first run.
   *
   * @param interval with 95 % confidence
   */
  public record Ratio(double value, Interval interval) {
    /** Whether the interval leaves out 1. */
    public boolean differs() {
      return !interval.holds(1);
    }
  }

  /** Which figures stand in a comparison. */
  private static final List<Stat> LATENCIES =
      List.of(Stat.MEDIAN, Stat.percentile(95), Stat.percentile(99));

  /** All rows that any of the runs has samples for. */
  public static List<Row> of(List<Results> runs, long seed) {
    var rows = new ArrayList<Row>();
    for (var metric : Metric.values()) {
      for (var stat : stats(metric)) {
        var row = of(metric, stat, runs, seed);
        if (row.figures().stream().anyMatch(OptionalDouble::isPresent)) {
          rows.add(row);
        }
      }
    }
    return rows;
  }

  /** One row. */
  public static Row of(Metric metric, Stat stat, List<Results> runs, long seed) {
    var figures = runs.stream().map(r -> stat.of(metric.of(r.samples()))).toList();
    var ratios = new ArrayList<Optional<Ratio>>();
    for (var i = 1; i < runs.size(); i++) {
      ratios.add(
          ratio(
              new Row(metric, stat, List.of(figures.getFirst(), figures.get(i)), List.of()),
              runs.getFirst().samples(),
              runs.get(i).samples(),
              seed));
    }
    return new Row(metric, stat, figures, List.copyOf(ratios));
  }

  private static List<Stat> stats(Metric metric) {
    return switch (metric.unit()) {
      case MILLISECONDS -> LATENCIES;
      case PER_SECOND -> List.of(Stat.MEDIAN);
      case SHARE, COUNT, RATIO -> List.of(Stat.MEAN);
    };
  }

  private static Optional<Ratio> ratio(Row pair, List<Sample> a, List<Sample> b, long seed) {
    var first = pair.figures().getFirst();
    var other = pair.figures().getLast();
    if (first.isEmpty() || other.isEmpty() || first.getAsDouble() == 0) {
      return Optional.empty();
    }
    var interval = new Bootstrap(seed).ratio(pair.metric(), pair.stat(), a, b);
    return Optional.of(new Ratio(other.getAsDouble() / first.getAsDouble(), interval));
  }
}
