package dev.brisk.lab.report;

import dev.brisk.lab.stats.Metric;
import java.util.List;

/** How waits are distributed about the limits of attention: a bar a run and metric. */
final class WaitSection {
  private static final double LEFT = 250;
  private static final double WIDTH = 900;
  private static final double ROW = 30;

  private WaitSection() {}

  static String of(List<Measured> runs) {
    var content = new StringBuilder();
    var y = 4.0;
    for (var metric : List.of(Metric.TTFT, Metric.E2E, Metric.APPLIED)) {
      for (var run : runs) {
        if (run.has(metric)) {
          var name = metric.title() + (runs.size() > 1 ? ", " + run.name() : "");
          content.append(Html.text(LEFT - 10, y + 16, "end", name)).append(bar(run, metric, y));
          y += ROW;
        }
      }
    }
    if (y < ROW) {
      return "";
    }
    var legend = new StringBuilder("<p class=\"legend\">");
    for (var i = 0; i < Limit.ALL.size(); i++) {
      var limit = Limit.ALL.get(i);
      legend.append(Html.key("w" + i, limit.name() + ": " + limit.words()));
    }
    return Html.section(
        "Waits and the limits of attention",
        "How many of the waits fall under each limit. The limits are those of Miller (1968) and"
            + " Nielsen (1993).",
        legend + "</p>\n" + Html.svg(WIDTH, y, "shares of waits by limit", content.toString()));
  }

  private static String bar(Measured run, Metric metric, double y) {
    var bar = new StringBuilder();
    var x = LEFT;
    for (var i = 0; i < Limit.ALL.size(); i++) {
      var limit = Limit.ALL.get(i);
      var share = limit.share(run.figures(metric));
      var width = share * (WIDTH - LEFT - 4);
      var said = limit.name() + " (" + limit.words() + "): " + Words.percent(share);
      bar.append(Html.bar("w" + i, x, y, width, ROW - 8, said));
      if (width > 48) {
        bar.append(
            "<text class=\"on%d\" x=\"%s\" y=\"%s\" text-anchor=\"middle\">%s</text>"
                .formatted(i, Html.n(x + width / 2), Html.n(y + 16), Words.percent(share)));
      }
      x += width;
    }
    return bar.toString();
  }
}
