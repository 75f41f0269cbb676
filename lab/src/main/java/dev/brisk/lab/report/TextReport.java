package dev.brisk.lab.report;

import dev.brisk.lab.stats.Columns;
import dev.brisk.lab.stats.Metric;
import dev.brisk.lab.stats.Percentiles;
import dev.brisk.lab.stats.Stat;
import dev.brisk.lab.stats.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A run as lines for a terminal: first what a person asks, then all figures. */
public final class TextReport {
  private static final List<Stat> COLUMNS =
      List.of(
          Stat.MEDIAN,
          Stat.percentile(90),
          Stat.percentile(95),
          Stat.percentile(99),
          new Stat("max", 100));

  private final Measured run;
  private final List<String> lines = new ArrayList<>();

  private TextReport(Measured run) {
    this.run = run;
  }

  /** The lines. */
  public static List<String> lines(Measured run) {
    var report = new TextReport(run);
    report.head();
    report.latencies();
    report.waits();
    report.tokens();
    report.quality();
    report.steps();
    return List.copyOf(report.lines);
  }

  private void head() {
    lines.add(run.name() + ": " + Words.asked(run));
    lines.add(
        Words.outcomes(run)
            + String.format(
                Locale.ROOT,
                " in %.1f s; %s of warm-up left out",
                run.results().ending().durationNanos() / 1e9,
                Words.count(run.results().run().warmUpExcluded(), "request")));
    lines.add(Words.schedule(run));
    Words.warnings(run).forEach(w -> lines.add("! " + w));
  }

  private void latencies() {
    var table = new ArrayList<List<String>>();
    table.add(row("", "n", COLUMNS.stream().map(Stat::name).toList()));
    for (var metric : Metric.values()) {
      if (run.has(metric) && metric.unit() != Unit.SHARE) {
        table.add(row(metric, run.figures(metric)));
      }
    }
    var kinds = run.kinds();
    if (kinds.size() > 1) {
      kinds.forEach(
          (kind, samples) -> {
            for (var metric : List.of(Metric.TTFT, Metric.E2E)) {
              var figures = metric.of(samples);
              if (figures.count() > 0) {
                var row = new ArrayList<>(row(metric, figures));
                row.set(0, metric.title() + ", " + kind);
                table.add(row);
              }
            }
          });
    }
    if (table.size() > 1) {
      lines.add("");
      lines.addAll(Columns.aligned(table));
    }
  }

  private static List<String> row(Metric metric, Percentiles values) {
    return row(
        metric.title(),
        String.format(Locale.ROOT, "%,d", values.count()),
        COLUMNS.stream().map(stat -> cell(metric, stat, values)).toList());
  }

  private static String cell(Metric metric, Stat stat, Percentiles values) {
    var figure = stat.of(values);
    return figure.isPresent()
        ? metric.unit().say(figure.getAsDouble())
        : String.format(Locale.ROOT, "(n < %,d)", Percentiles.needed(stat.percentile()));
  }

  private static List<String> row(String first, String second, List<String> more) {
    var row = new ArrayList<>(List.of(first, second));
    row.addAll(more);
    return row;
  }

  private void waits() {
    for (var metric : List.of(Metric.TTFT, Metric.E2E, Metric.APPLIED)) {
      if (!run.has(metric)) {
        continue;
      }
      var parts = new ArrayList<String>();
      for (var limit : Limit.ALL) {
        parts.add(limit.name() + " " + Words.percent(limit.share(run.figures(metric))));
      }
      lines.add(
          (metric == Metric.TTFT ? "\nwaits, " : "       ")
              + metric.title()
              + ": "
              + String.join(", ", parts));
    }
  }

  private void tokens() {
    var sums = run.tokens();
    lines.add("tokens: " + run.tokenSource());
    if (sums.drafted() > 0) {
      lines.add(
          String.format(
              Locale.ROOT,
              "drafts: %,d tokens drafted, %s accepted",
              sums.drafted(),
              Words.percent((double) sums.accepted() / sums.drafted())));
    }
    if (sums.cached() > 0) {
      lines.add(
          "prefix cache: "
              + Words.percent((double) sums.cached() / Math.max(1, sums.prompt()))
              + " of the prompts' tokens");
    }
  }

  private void quality() {
    for (var metric : Metric.values()) {
      if (metric.unit() == Unit.SHARE && metric != Metric.FAILED && run.has(metric)) {
        var share = run.share(metric);
        lines.add(metric.title() + ": " + share + " of " + share.total());
      }
    }
  }

  private void steps() {
    var steps = StepFigures.of(run);
    if (steps.isEmpty()) {
      return;
    }
    var table = new ArrayList<List<String>>();
    table.add(
        List.of("step", "asked", "answered", "first token p50", "p95", "whole answer p95", ""));
    for (var step : steps) {
      table.add(
          List.of(
              step.step().group(),
              Unit.PER_SECOND.say(step.step().perSecond()),
              Unit.PER_SECOND.say(step.perSecond()),
              Words.figure(Metric.TTFT, Stat.MEDIAN, step.ttft()),
              Words.figure(Metric.TTFT, Stat.percentile(95), step.ttft()),
              Words.figure(Metric.E2E, Stat.percentile(95), step.e2e()),
              step.step().met() ? "objective met" : "broken: " + step.step().sentence()));
    }
    lines.add("");
    lines.addAll(Columns.aligned(table));
    var capacity = StepFigures.capacity(run);
    lines.add(
        capacity.isPresent()
            ? "capacity at the objective: " + Unit.PER_SECOND.say(capacity.getAsDouble())
            : "no step met the objective");
  }
}
