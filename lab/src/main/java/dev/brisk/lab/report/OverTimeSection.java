package dev.brisk.lab.report;

import dev.brisk.lab.results.Sample;
import dev.brisk.lab.results.Times;
import dev.brisk.lab.stats.Metric;
import dev.brisk.lab.stats.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Waits over the time of the run: a stall or a growing queue shows here and nowhere else. */
final class OverTimeSection {
  private static final int DOTS = 400;

  private OverTimeSection() {}

  static String of(List<Measured> runs) {
    var pictures = new StringBuilder();
    for (var i = 0; i < runs.size(); i++) {
      if (runs.get(i).has(Metric.E2E)) {
        pictures.append(picture(runs.get(i), i, runs.size() > 1));
      }
    }
    return pictures.isEmpty()
        ? ""
        : Html.section(
            "Over the time of the run",
            "Each dot is a request: when it was due, and how long the whole answer took. Dots at"
                + " the bottom edge that are hollow failed. Long runs show a part: of each stretch"
                + " of time the slowest one, so that no stall is lost.",
            pictures.toString());
  }

  private static String picture(Measured run, int index, boolean named) {
    var dots = some(run);
    var seconds =
        Math.max(1, dots.stream().mapToLong(s -> s.times().intended()).max().orElse(0) / 1e9);
    var longest = run.figures(Metric.E2E).max().orElse(1);
    var plot =
        new Plot(900, 230, Scale.linear(seconds), Scale.linear(longest))
            .axes(
                s -> String.format(Locale.ROOT, "%,.0f s", s),
                named ? run.name() : "time of the run",
                Unit.MILLISECONDS::say,
                "whole answer");
    for (var sample : dots) {
      var answered = sample.ok() && sample.times().end() != Times.NONE;
      var ms = answered ? sample.times().e2eNanos() / 1e6 : 0;
      var said =
          sample.caseId()
              + " #"
              + sample.index()
              + ": "
              + (answered
                  ? Unit.MILLISECONDS.say(ms)
                  : sample.outcome().name().toLowerCase(Locale.ROOT) + " " + sample.error());
      plot.dot(
          answered ? "dot s" + index % 6 : "hollow",
          2.5,
          new Plot.Point(sample.times().intended() / 1e9, ms),
          said);
    }
    return plot.svg("whole answer over the time of the run");
  }

  /** All, or of each stretch the slowest and, where there is one, a failure. */
  private static List<Sample> some(Measured run) {
    var all = run.samples();
    if (all.size() <= DOTS) {
      return all;
    }
    var some = new ArrayList<Sample>();
    for (var i = 0; i < DOTS; i++) {
      var from = (int) ((long) i * all.size() / DOTS);
      var to = (int) ((long) (i + 1) * all.size() / DOTS);
      var slowest = all.get(from);
      for (var sample : all.subList(from, to)) {
        if (worse(sample, slowest)) {
          slowest = sample;
        }
      }
      some.add(slowest);
      if (slowest.ok()) {
        all.subList(from, to).stream().filter(s -> !s.ok()).findFirst().ifPresent(some::add);
      }
    }
    return some;
  }

  private static boolean worse(Sample a, Sample b) {
    return a.ok() && (!b.ok() || a.times().e2eNanos() > b.times().e2eNanos());
  }
}
