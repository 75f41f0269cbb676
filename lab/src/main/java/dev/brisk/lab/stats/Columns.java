package dev.brisk.lab.stats;

import java.util.List;

/** Cells as text in columns: the first column to the left, the others to the right. */
public final class Columns {
  private Columns() {}

  /** A line a row; all rows have as many cells as the first. */
  public static List<String> aligned(List<List<String>> table) {
    var widths = new int[table.getFirst().size()];
    for (var row : table) {
      for (var i = 0; i < row.size(); i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    return table.stream().map(row -> line(row, widths)).toList();
  }

  private static String line(List<String> row, int[] widths) {
    var line = new StringBuilder();
    for (var i = 0; i < row.size(); i++) {
      var space = " ".repeat(widths[i] - row.get(i).length());
      line.append(i == 0 ? row.get(i) + space : "  " + space + row.get(i));
    }
    return line.toString().stripTrailing();
  }
}
