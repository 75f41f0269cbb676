package dev.brisk.lab.report;

import java.util.List;
import java.util.Locale;

/** Pieces of HTML and SVG. Text is escaped here and nowhere else. */
final class Html {
  private Html() {}

  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  /** A table; the first row is its head, the first column names the rows. */
  static String table(List<List<String>> rows) {
    var html = new StringBuilder("<div class=\"wide\"><table>\n<thead><tr>");
    rows.getFirst().forEach(c -> html.append("<th>").append(escaped(c)).append("</th>"));
    html.append("</tr></thead>\n<tbody>");
    for (var row : rows.subList(1, rows.size())) {
      html.append("<tr>");
      row.forEach(c -> html.append("<td>").append(escaped(c)).append("</td>"));
      html.append("</tr>\n");
    }
    return html.append("</tbody></table></div>\n").toString();
  }

  static String section(String title, String explained, String content) {
    return "<section><h2>%s</h2>\n<p class=\"explained\">%s</p>\n%s</section>\n"
        .formatted(escaped(title), escaped(explained), content);
  }

  /** A number for a coordinate. */
  static String n(double number) {
    return String.format(Locale.ROOT, "%.1f", number);
  }

  /** Text in a picture; {@code anchor} is start, middle or end. */
  static String text(double x, double y, String anchor, String text) {
    return "<text x=\"%s\" y=\"%s\" text-anchor=\"%s\">%s</text>"
        .formatted(n(x), n(y), anchor, escaped(text));
  }

  static String line(String kind, double x1, double y1, double x2, double y2) {
    return "<line class=\"%s\" x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\"/>"
        .formatted(kind, n(x1), n(y1), n(x2), n(y2));
  }

  /** A rectangle that says something when pointed at. */
  static String bar(String kind, double x, double y, double width, double height, String said) {
    return "<rect class=\"%s\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\"><title>%s</title></rect>"
        .formatted(kind, n(x), n(y), n(Math.max(0, width)), n(height), escaped(said));
  }

  /** A picture; {@code described} is for those who do not see it. */
  static String svg(double width, double height, String described, String content) {
    return "<svg viewBox=\"0 0 %s %s\" role=\"img\" aria-label=\"%s\">%s</svg>\n"
        .formatted(n(width), n(height), escaped(described), content);
  }

  /** The names of runs with their colours; nothing for a single run. */
  static String legend(List<Measured> runs) {
    if (runs.size() < 2) {
      return "";
    }
    var html = new StringBuilder("<p class=\"legend\">");
    for (var i = 0; i < runs.size(); i++) {
      html.append(key("s" + i % 6, runs.get(i).name()));
    }
    return html.append("</p>\n").toString();
  }

  /** A coloured square with its meaning. */
  static String key(String kind, String meaning) {
    return "<span><i class=\"%s\"></i>%s</span> ".formatted(kind, escaped(meaning));
  }
}
