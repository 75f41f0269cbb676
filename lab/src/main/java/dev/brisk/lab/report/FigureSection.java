package dev.brisk.lab.report;

import dev.brisk.lab.stats.Metric;
import dev.brisk.lab.stats.Percentiles;
import dev.brisk.lab.stats.Stat;
import dev.brisk.lab.stats.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** All figures, and what they mean. */
final class FigureSection {
  private static final List<Stat> COLUMNS =
      List.of(
          Stat.MEAN,
          Stat.MEDIAN,
          Stat.percentile(90),
          Stat.percentile(95),
          Stat.percentile(99),
          new Stat("max", 100));

  private FigureSection() {}

  static String of(List<Measured> runs) {
    var html = new StringBuilder();
    for (var run : runs) {
      if (runs.size() > 1) {
        html.append("<h3>").append(Html.escaped(run.name())).append("</h3>\n");
      }
      html.append("<p>").append(Html.escaped(Words.outcomes(run))).append(". ");
      html.append(Html.escaped(Headline.capital(Words.schedule(run)))).append(". ");
      html.append("Tokens: ").append(Html.escaped(run.tokenSource())).append(". ");
      html.append(Html.escaped(drafts(run))).append("</p>\n");
      html.append(Html.table(table(run)));
    }
    return Html.section(
        "All figures",
        "Latencies count from the moment at which a request was due, not from when it was sent, so"
            + " a target that stalls cannot hide the requests that waited for it.",
        html + meanings(runs));
  }

  private static String drafts(Measured run) {
    var sums = run.tokens();
    var said = new StringBuilder();
    if (sums.drafted() > 0) {
      said.append(
          String.format(
              Locale.ROOT,
              "%,d tokens were drafted, of which %s accepted. ",
              sums.drafted(),
              Words.percent((double) sums.accepted() / sums.drafted())));
    }
    if (sums.cached() > 0) {
      said.append(Words.percent((double) sums.cached() / Math.max(1, sums.prompt())))
          .append(" of the prompts' tokens came from a prefix cache. ");
    }
    return said.toString();
  }

  private static List<List<String>> table(Measured run) {
    var table = new ArrayList<List<String>>();
    var head = new ArrayList<>(List.of("", "n"));
    COLUMNS.forEach(c -> head.add(c.name()));
    table.add(head);
    for (var metric : Metric.values()) {
      if (run.has(metric) && metric.unit() != Unit.SHARE) {
        table.add(row(metric.title(), metric, run.figures(metric)));
      }
    }
    if (run.kinds().size() > 1) {
      run.kinds()
          .forEach(
              (kind, samples) -> {
                for (var metric : List.of(Metric.TTFT, Metric.E2E)) {
                  var values = metric.of(samples);
                  if (values.count() > 0) {
                    table.add(row(metric.title() + ", only " + kind, metric, values));
                  }
                }
              });
    }
    return table;
  }

  private static List<String> row(String name, Metric metric, Percentiles values) {
    var row = new ArrayList<>(List.of(name, String.format(Locale.ROOT, "%,d", values.count())));
    COLUMNS.forEach(stat -> row.add(Words.figure(metric, stat, values)));
    return row;
  }

  private static String meanings(List<Measured> runs) {
    var html = new StringBuilder("<h3>What they mean</h3>\n<dl>\n");
    for (var metric : Metric.values()) {
      if (runs.stream().anyMatch(run -> run.has(metric))) {
        html.append(
            "<dt>%s <code>%s</code></dt><dd>%s</dd>\n"
                .formatted(
                    Html.escaped(Headline.capital(metric.title())),
                    metric.key(),
                    Html.escaped(Headline.capital(metric.meaning()))));
      }
    }
    return html.append("</dl>\n").toString();
  }
}
