package dev.brisk.lab.report;

import dev.brisk.lab.stats.Metric;
import dev.brisk.lab.stats.Stat;
import dev.brisk.lab.stats.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** Throughput against latency under a ladder of rates. */
final class LadderSection {
  private static final Stat P95 = Stat.percentile(95);

  private LadderSection() {}

  static String of(List<Measured> runs) {
    var with = runs.stream().filter(run -> !run.results().steps().isEmpty()).toList();
    if (with.isEmpty()) {
      return "";
    }
    var table = new ArrayList<List<String>>();
    table.add(
        List.of(
            "run",
            "asked",
            "answered",
            "requests",
            "first token p50",
            "p95",
            "whole answer p95",
            "objective"));
    for (var run : with) {
      for (var step : StepFigures.of(run)) {
        table.add(row(run, step));
      }
    }
    var capacity = new StringBuilder();
    for (var run : with) {
      capacity.append("<p><b>").append(Html.escaped(run.name())).append("</b>: ");
      var rate = StepFigures.capacity(run);
      capacity.append(
          Html.escaped(
              rate.isPresent()
                  ? "the highest rate at which "
                      + Words.objective(run)
                      + " held is "
                      + Unit.PER_SECOND.say(rate.getAsDouble())
                      + "."
                  : "no step met " + Words.objective(run) + "."));
      capacity.append("</p>\n");
    }
    return Html.section(
        "Throughput against latency",
        "Each dot is a step of the ladder: how many answers a second there were, and what 19 of 20"
            + " first tokens took. A line that bends up has reached the target's capacity; hollow"
            + " dots broke the objective.",
        Html.legend(runs) + picture(runs) + capacity + Html.table(table));
  }

  private static List<String> row(Measured run, StepFigures step) {
    return List.of(
        run.name(),
        Unit.PER_SECOND.say(step.step().perSecond()),
        Unit.PER_SECOND.say(step.perSecond()),
        Integer.toString(step.requests()),
        Words.figure(Metric.TTFT, Stat.MEDIAN, step.ttft()),
        Words.figure(Metric.TTFT, P95, step.ttft()),
        Words.figure(Metric.E2E, P95, step.e2e()),
        step.step().met() ? "met" : step.step().sentence());
  }

  private static String picture(List<Measured> runs) {
    var all = runs.stream().flatMap(run -> StepFigures.of(run).stream()).toList();
    var right = all.stream().mapToDouble(StepFigures::perSecond).max().orElse(1);
    var top =
        all.stream()
            .map(s -> P95.of(s.ttft()))
            .filter(OptionalDouble::isPresent)
            .mapToDouble(OptionalDouble::getAsDouble)
            .max()
            .orElse(1);
    var plot =
        new Plot(900, 320, Scale.linear(right), Scale.linear(top))
            .axes(
                Unit.PER_SECOND::say,
                "answers a second",
                Unit.MILLISECONDS::say,
                "first token, p95");
    for (var limit : Limit.ALL) {
      plot.across(limit.milliseconds(), limit.name());
    }
    for (var i = 0; i < runs.size(); i++) {
      draw(plot, runs.get(i), "s" + i % 6);
    }
    return plot.svg("first token, 95th percentile, by answers a second");
  }

  private static void draw(Plot plot, Measured run, String colour) {
    var steps = StepFigures.of(run).stream().filter(s -> P95.of(s.ttft()).isPresent()).toList();
    var points = steps.stream().map(LadderSection::point).toList();
    plot.line("curve " + colour, points);
    for (var i = 0; i < steps.size(); i++) {
      var step = steps.get(i).step();
      plot.dot(
          step.met() ? "dot " + colour : "hollow",
          5,
          points.get(i),
          run.name() + ", " + Unit.PER_SECOND.say(step.perSecond()) + " asked: " + step.sentence());
    }
  }

  private static Plot.Point point(StepFigures step) {
    return new Plot.Point(step.perSecond(), P95.of(step.ttft()).orElseThrow());
  }
}
