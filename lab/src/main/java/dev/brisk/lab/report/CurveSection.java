package dev.brisk.lab.report;

import dev.brisk.lab.stats.Metric;
import dev.brisk.lab.stats.Percentiles;
import dev.brisk.lab.stats.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Percentile curves, a picture a metric, a line a run. */
final class CurveSection {
  private static final List<Metric> METRICS =
      List.of(Metric.TTFT, Metric.ITL, Metric.E2E, Metric.APPLIED, Metric.STOP, Metric.REDIRECT);

  /** Medians that are so many times apart do not fit on one linear axis. */
  private static final double APART = 8;

  private CurveSection() {}

  static String of(List<Measured> runs) {
    var pictures = new StringBuilder();
    for (var metric : METRICS) {
      var with = runs.stream().filter(run -> run.has(metric)).toList();
      if (!with.isEmpty()) {
        pictures
            .append("<figure>")
            .append(picture(metric, runs))
            .append("<figcaption><b>")
            .append(Html.escaped(Headline.capital(metric.title())))
            .append("</b>: ")
            .append(Html.escaped(metric.meaning()))
            .append(".</figcaption></figure>\n");
      }
    }
    return pictures.isEmpty()
        ? ""
        : Html.section(
            "Percentile curves",
            "Read: at 95, nineteen of twenty took at most so long. Each nine takes as much room as"
                + " the last, since people remember the slow ones. A curve ends where fewer than"
                + " three requests are expected beyond (99 needs 300).",
            Html.legend(runs) + "<div class=\"pictures\">\n" + pictures + "</div>\n");
  }

  private static String picture(Metric metric, List<Measured> runs) {
    var end = runs.stream().mapToDouble(run -> end(run.figures(metric))).max().orElse(90);
    var plot =
        new Plot(440, 270, Scale.nines(end), vertical(metric, runs, end))
            .axes(
                p -> String.format(Locale.ROOT, p == Math.rint(p) ? "%.0f" : "%.1f", p),
                "percentile",
                Unit.MILLISECONDS::say,
                "");
    // Nobody waits for a single gap.
    if (metric != Metric.ITL) {
      Limit.ALL.forEach(limit -> plot.across(limit.milliseconds(), limit.name()));
    }
    for (var i = 0; i < runs.size(); i++) {
      var values = runs.get(i).figures(metric);
      if (values.count() > 0) {
        plot.line("curve s" + i % 6, points(values));
      }
    }
    return plot.svg(metric.title() + " by percentile");
  }

  private static Scale vertical(Metric metric, List<Measured> runs, double end) {
    var medians =
        runs.stream()
            .filter(run -> run.has(metric))
            .mapToDouble(run -> run.figures(metric).at(50).orElseThrow())
            .summaryStatistics();
    var max =
        runs.stream()
            .filter(run -> run.has(metric))
            .mapToDouble(run -> run.figures(metric).at(end(run.figures(metric))).orElseThrow())
            .max()
            .orElse(1);
    var min = Math.max(0.01, medians.getMin() / 2);
    return medians.getMax() > APART * medians.getMin() && end > 0
        ? Scale.logarithmic(min, max)
        : Scale.linear(Math.max(max, 0.01));
  }

  /** The last percentile that is shown. */
  private static double end(Percentiles values) {
    for (var p : new double[] {99.9, 99, 98}) {
      if (values.count() >= Percentiles.needed(p)) {
        return p;
      }
    }
    return 94;
  }

  private static List<Plot.Point> points(Percentiles values) {
    var points = new ArrayList<Plot.Point>();
    var end = end(values);
    for (var p = 0.0; p < Math.min(end, 90); p += 2) {
      points.add(new Plot.Point(p, values.at(p).orElseThrow()));
    }
    for (var tail = 1.0; 100 - Math.pow(10, tail) < end; tail -= 0.05) {
      var p = 100 - Math.pow(10, tail);
      if (values.count() >= Percentiles.needed(p)) {
        points.add(new Plot.Point(p, values.at(p).orElseThrow()));
      }
    }
    points.add(new Plot.Point(end, values.at(end).orElseThrow()));
    return points;
  }
}
