package dev.brisk.lab.report;

import dev.brisk.lab.stats.Metric;
import dev.brisk.lab.stats.Stat;
import dev.brisk.lab.stats.Unit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What the answers were worth, and quality against latency over several runs. */
final class QualitySection {
  private static final List<Metric> SHARES =
      List.of(
          Metric.EDIT_APPLIED, Metric.EXACT, Metric.EXACT_BUT_SPACE, Metric.PARSES, Metric.TESTS);

  private static final int NOTES = 5;

  private QualitySection() {}

  static String of(List<Measured> runs) {
    var table = new ArrayList<List<String>>();
    var head = new ArrayList<>(List.of(""));
    runs.forEach(run -> head.add(run.name()));
    table.add(head);
    for (var metric : SHARES) {
      if (runs.stream().anyMatch(run -> run.has(metric))) {
        var row = new ArrayList<>(List.of(Headline.capital(metric.title())));
        runs.forEach(run -> row.add(run.share(metric) + " of " + run.share(metric).total()));
        table.add(row);
      }
    }
    for (var metric : List.of(Metric.MINIMALITY, Metric.STRAY)) {
      if (runs.stream().anyMatch(run -> run.has(metric))) {
        var row = new ArrayList<>(List.of(Headline.capital(metric.title()) + ", mean"));
        runs.forEach(run -> row.add(Words.figure(metric, Stat.MEAN, run.figures(metric))));
        table.add(row);
      }
    }
    if (table.size() == 1) {
      return "";
    }
    return Html.section(
        "What the answers were worth",
        "Of the same answers whose speed was measured, with 95 % confidence intervals (Wilson)."
            + " Exact means the text that a person wrote in the recorded commit; other answers may"
            + " be right too. Changed over needed lines: 1.0 is ideal, more means that lines were"
            + " touched that need not be.",
        Html.table(table) + notes(runs) + pareto(runs));
  }

  /** The commonest reasons for which checks failed or were not made. */
  private static String notes(List<Measured> runs) {
    var table = new ArrayList<List<String>>();
    table.add(List.of("What checks say most", "answers"));
    for (var run : runs) {
      var counted = new LinkedHashMap<String, Integer>();
      for (var sample : run.samples()) {
        sample
            .quality()
            .filter(q -> !q.note().isEmpty())
            .ifPresent(q -> counted.merge(q.note(), 1, Integer::sum));
      }
      counted.entrySet().stream()
          .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
          .limit(NOTES)
          .forEach(
              e ->
                  table.add(
                      List.of(
                          (runs.size() > 1 ? run.name() + ": " : "") + Words.cut(e.getKey(), 160),
                          e.getValue().toString())));
    }
    return table.size() == 1 ? "" : Html.table(table);
  }

  /** The measure of worth that most runs have, tests first. */
  private static Optional<Metric> worth(List<Measured> runs) {
    return List.of(Metric.TESTS, Metric.EXACT_BUT_SPACE, Metric.EXACT).stream()
        .filter(metric -> runs.stream().filter(run -> run.has(metric)).count() >= 2)
        .findFirst();
  }

  private static String pareto(List<Measured> runs) {
    var worth = worth(runs);
    if (worth.isEmpty()) {
      return "";
    }
    var metric = worth.get();
    var with = runs.stream().filter(r -> r.has(metric) && r.has(Metric.E2E)).toList();
    var points = with.stream().map(r -> point(r, metric)).toList();
    var right = points.stream().mapToDouble(Plot.Point::x).max().orElse(1);
    var left = points.stream().mapToDouble(Plot.Point::x).min().orElse(1);
    var top = with.stream().mapToDouble(r -> r.share(metric).high()).max().orElse(1);
    var horizontal = right > 8 * left ? Scale.logarithmic(left, right) : Scale.linear(right);
    var plot =
        new Plot(900, 320, horizontal, Scale.linear(top))
            .axes(Unit.MILLISECONDS::say, "whole answer, median", Unit.SHARE::say, metric.title());
    plot.line("front", front(points));
    for (var run : with) {
      var colour = "s" + runs.indexOf(run) % 6;
      var at = point(run, metric);
      var share = run.share(metric);
      plot.line(
          "curve " + colour,
          List.of(new Plot.Point(at.x(), share.low()), new Plot.Point(at.x(), share.high())));
      plot.dot("dot " + colour, 6, at, run.name() + ": " + share);
      plot.label(at, run.name());
    }
    return "<h3>Quality against latency</h3>\n<p class=\"explained\">Better is up and to the left."
        + " The dashed line joins the runs that no other beats in both; the bars are 95 %"
        + " confidence intervals.</p>\n"
        + plot.svg(String.format(Locale.ROOT, "%s by median of the whole answer", metric.title()));
  }

  private static Plot.Point point(Measured run, Metric worth) {
    return new Plot.Point(run.figures(Metric.E2E).at(50).orElseThrow(), run.share(worth).value());
  }

  /** The points that no other is both faster and better than, from the fastest. */
  static List<Plot.Point> front(List<Plot.Point> points) {
    var front = new ArrayList<Plot.Point>();
    points.stream()
        .sorted(
            Comparator.comparingDouble(Plot.Point::x)
                .thenComparing(Comparator.comparingDouble(Plot.Point::y).reversed()))
        .forEach(
            p -> {
              if (front.isEmpty() || p.y() > front.getLast().y()) {
                front.add(p);
              }
            });
    return front;
  }
}
