package dev.brisk.lab.report;

import dev.brisk.lab.results.Sample.Outcome;
import dev.brisk.lab.stats.Metric;
import dev.brisk.lab.stats.Stat;
import dev.brisk.lab.stats.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a reader came for, in the largest letters: tiles for one run, a table for several. */
final class Headline {
  private static final Stat P95 = Stat.percentile(95);

  /** The waits of a person, in the order in which they are felt. */
  private static final List<Metric> WAITS =
      List.of(Metric.TTFT, Metric.E2E, Metric.APPLIED, Metric.STOP, Metric.REDIRECT);

  private static final List<Metric> WORTH =
      List.of(
          Metric.TESTS, Metric.EXACT, Metric.EXACT_BUT_SPACE, Metric.PARSES, Metric.EDIT_APPLIED);

  private Headline() {}

  static String of(List<Measured> runs) {
    return runs.size() == 1 ? tiles(runs.getFirst()) : table(runs);
  }

  private static String tiles(Measured run) {
    var html = new StringBuilder("<div class=\"tiles\">\n");
    for (var metric : WAITS) {
      if (run.has(metric)) {
        var values = run.figures(metric);
        html.append(
            tile(
                capital(metric.title()),
                Words.figure(metric, Stat.MEDIAN, values),
                "or less for half of them; 19 of 20 within " + Words.figure(metric, P95, values)));
      }
    }
    if (run.has(Metric.SPEED)) {
      html.append(
          tile(
              "Tokens a second",
              Words.figure(Metric.SPEED, Stat.MEDIAN, run.figures(Metric.SPEED)),
              "of a whole answer, waiting included (median)"));
    }
    WORTH.stream()
        .filter(run::has)
        .findFirst()
        .ifPresent(
            metric ->
                html.append(
                    tile(
                        capital(metric.title()),
                        Words.percent(run.share(metric).value()),
                        interval(run, metric))));
    StepFigures.capacity(run)
        .ifPresent(
            rate ->
                html.append(
                    tile(
                        "Capacity",
                        Unit.PER_SECOND.say(rate),
                        "the highest rate at which " + Words.objective(run) + " held")));
    var ok = run.count(Outcome.OK);
    html.append(
        tile(
            "Answered",
            String.format(Locale.ROOT, "%,d", ok),
            String.format(Locale.ROOT, "of %,d requests", run.samples().size())));
    return html.append("</div>\n").toString();
  }

  private static String interval(Measured run, Metric metric) {
    var share = run.share(metric);
    return String.format(
        Locale.ROOT,
        "of %,d answers; with 95 %% confidence %s to %s",
        share.total(),
        Words.percent(share.low()),
        Words.percent(share.high()));
  }

  private static String tile(String name, String figure, String more) {
    return "<div><h3>%s</h3><b>%s</b><p>%s</p></div>\n"
        .formatted(Html.escaped(name), Html.escaped(figure), Html.escaped(more));
  }

  private static String table(List<Measured> runs) {
    var table = new ArrayList<List<String>>();
    var head = new ArrayList<>(List.of(""));
    runs.forEach(run -> head.add(run.name()));
    table.add(head);
    for (var metric : WAITS) {
      if (runs.stream().anyMatch(run -> run.has(metric))) {
        table.add(row(metric, Stat.MEDIAN, "median", runs));
        table.add(row(metric, P95, "p95", runs));
      }
    }
    if (runs.stream().anyMatch(run -> run.has(Metric.SPEED))) {
      table.add(row(Metric.SPEED, Stat.MEDIAN, "median", runs));
    }
    for (var metric : WORTH) {
      if (runs.stream().anyMatch(run -> run.has(metric))) {
        var row = new ArrayList<>(List.of(capital(metric.title())));
        runs.forEach(run -> row.add(run.share(metric).toString()));
        table.add(row);
      }
    }
    var answered = new ArrayList<>(List.of("Requests"));
    runs.forEach(run -> answered.add(Words.outcomes(run)));
    table.add(answered);
    return Html.table(table);
  }

  private static List<String> row(Metric metric, Stat stat, String name, List<Measured> runs) {
    var row = new ArrayList<>(List.of(capital(metric.title()) + ", " + name));
    runs.forEach(run -> row.add(Words.figure(metric, stat, run.figures(metric))));
    return row;
  }

  static String capital(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }
}
