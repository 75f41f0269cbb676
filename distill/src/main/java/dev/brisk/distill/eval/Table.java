package dev.brisk.distill.eval;

import java.util.List;

/**
 * Figures as people read them.
 *
 * @param title one line
 * @param note a sentence below it, or ""
 * @param heads the columns
 * @param rows as many cells each; the first column is left-aligned text
 */
record Table(String title, String note, List<String> heads, List<List<String>> rows) {
  /** With spaces between columns, for a terminal. */
  String text() {
    var widths = new int[heads.size()];
    for (var i = 0; i < widths.length; i++) {
      var column = i;
      widths[i] =
          Math.max(
              heads.get(i).length(),
              rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0));
    }
    var out = new StringBuilder(title).append('\n');
    if (!note.isEmpty()) {
      out.append(note).append('\n');
    }
    line(out, heads, widths);
    rows.forEach(row -> line(out, row, widths));
    return out.append('\n').toString();
  }

  String markdown() {
    var out = new StringBuilder("## ").append(title).append("\n\n");
    if (!note.isEmpty()) {
      out.append(note).append("\n\n");
    }
    out.append("| ").append(String.join(" | ", heads)).append(" |\n|");
    heads.forEach(head -> out.append(" --- |"));
    out.append('\n');
    rows.forEach(
        row ->
            out.append("| ")
                .append(String.join(" | ", row.stream().map(c -> c.replace("|", "\\|")).toList()))
                .append(" |\n"));
    return out.append('\n').toString();
  }

  String html() {
    var out = new StringBuilder("<h2>").append(escaped(title)).append("</h2>\n");
    if (!note.isEmpty()) {
      out.append("<p>").append(escaped(note)).append("</p>\n");
    }
    out.append("<table><thead><tr>");
    heads.forEach(head -> out.append("<th>").append(escaped(head)).append("</th>"));
    out.append("</tr></thead><tbody>\n");
    for (var row : rows) {
      out.append("<tr>");
      row.forEach(cell -> out.append("<td>").append(escaped(cell)).append("</td>"));
      out.append("</tr>\n");
    }
    return out.append("</tbody></table>\n").toString();
  }

  static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static void line(StringBuilder out, List<String> cells, int[] widths) {
    var line = new StringBuilder();
    for (var i = 0; i < widths.length; i++) {
      var padding = " ".repeat(widths[i] - cells.get(i).length());
      line.append(i == 0 ? cells.get(i) + padding : "  " + padding + cells.get(i));
    }
    out.append(line.toString().stripTrailing()).append('\n');
  }
}
