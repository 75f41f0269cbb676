package dev.brisk.distill.eval;

import java.util.List;
import java.util.Locale;

/** A report as one HTML file that needs nothing else. */
final class ReportPage {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 320;
  private static final int POINTS = 400;
  private static final List<String> COLOURS = List.of("#1f77b4", "#d62728", "#2ca02c");

  private ReportPage() {}

  static String of(Report report) {
    var title = "Evaluation of " + Table.escaped(report.answerer());
    var page =
        new StringBuilder(
            """
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"><title>%s</title><style>
            body { font: 14px/1.4 system-ui, sans-serif; margin: 2em auto; max-width: 80em; padding: 0 1em; }
            table { border-collapse: collapse; display: block; overflow-x: auto; }
            td, th { padding: 0.2em 0.7em; text-align: right; border-bottom: 1px solid #ddd; white-space: nowrap; }
            td:first-child, th:first-child { text-align: left; }
            h2 { margin-top: 2em; font-size: 1.1em; }
            </style></head><body>
            <h1>%s</h1>
            """
                .formatted(title, title));
    if (report.curves().stream().anyMatch(curve -> !curve.isEmpty())) {
      page.append("<h2>Precision over the share answered</h2>\n").append(chart(report.curves()));
    }
    ReportTables.of(report).forEach(table -> page.append(table.html()));
    return page.append("</body></html>\n").toString();
  }

  private static String chart(List<List<Threshold>> curves) {
    var svg =
        new StringBuilder(
            "<svg viewBox=\"-50 -20 %d %d\" width=\"%d\" role=\"img\">"
                .formatted(WIDTH + 170, HEIGHT + 60, WIDTH + 170));
    for (var tenth = 0; tenth <= 10; tenth += 2) {
      var share = tenth / 10.0;
      svg.append(
          text(-45, HEIGHT * (1 - share) + 4, tenth * 10 + " %")
              + text(WIDTH * share - 10, HEIGHT + 20, tenth * 10 + " %")
              + line(0, HEIGHT * (1 - share), WIDTH, HEIGHT * (1 - share)));
    }
    for (var i = 0; i < curves.size(); i++) {
      if (curves.get(i).isEmpty()) {
        continue;
      }
      var points = new StringBuilder();
      for (var point : Evaluation.some(curves.get(i), POINTS)) {
        points.append(
            String.format(
                Locale.ROOT,
                "%.1f,%.1f ",
                WIDTH * point.answered().value(),
                HEIGHT * (1 - point.precision().value())));
      }
      var colour = COLOURS.get(i % COLOURS.size());
      svg.append(
          "<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"2\" points=\"%s\"/>"
              .formatted(colour, points.toString().strip()));
      svg.append(
          "<text x=\"%d\" y=\"%d\" fill=\"%s\">%s</text>"
              .formatted(
                  WIDTH + 10, 20 + 20 * i, colour, curves.get(i).getFirst().measure().key()));
    }
    return svg.append("</svg>\n").toString();
  }

  private static String text(double x, double y, String text) {
    return String.format(
        Locale.ROOT, "<text x=\"%.0f\" y=\"%.0f\" font-size=\"12\">%s</text>", x, y, text);
  }

  private static String line(double x1, double y1, double x2, double y2) {
    return String.format(
        Locale.ROOT,
        "<line x1=\"%.0f\" y1=\"%.0f\" x2=\"%.0f\" y2=\"%.0f\" stroke=\"#ddd\"/>",
        x1,
        y1,
        x2,
        y2);
  }
}
