package dev.brisk.lab.compare;

import dev.brisk.lab.stats.Columns;
import dev.brisk.lab.stats.Percentiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** A comparison as lines for a terminal. */
public final class ComparisonTable {
  private ComparisonTable() {}

  /**
   * A head and a line a row, in columns.
   *
   * @param names one a run
   */
  public static List<String> lines(List<Row> rows, List<String> names) {
    var table = new ArrayList<List<String>>();
    var head = new ArrayList<>(List.of("what", names.getFirst()));
    for (var name : names.subList(1, names.size())) {
      head.add(name);
      head.add("ratio (95 % interval)");
    }
    table.add(head);
    rows.forEach(row -> table.add(cells(row)));
    return Columns.aligned(table);
  }

  private static List<String> cells(Row row) {
    var cells = new ArrayList<String>();
    cells.add(row.metric().key() + "." + row.stat().name());
    cells.add(figure(row, 0));
    for (var i = 1; i < row.figures().size(); i++) {
      cells.add(figure(row, i));
      cells.add(row.ratios().get(i - 1).map(ComparisonTable::words).orElse("–"));
    }
    return cells;
  }

  private static String figure(Row row, int index) {
    OptionalDouble figure = row.figures().get(index);
    if (figure.isEmpty()) {
      var needed = row.stat().isMean() ? 1 : Percentiles.needed(row.stat().percentile());
      return needed > 1 ? String.format(Locale.ROOT, "needs %,d samples", needed) : "–";
    }
    return row.metric().unit().say(figure.getAsDouble());
  }

  private static String words(Row.Ratio ratio) {
    return String.format(
        Locale.ROOT,
        "%.2fx (%.2f–%.2f)%s",
        ratio.value(),
        ratio.interval().low(),
        ratio.interval().high(),
        ratio.differs() ? "" : " no difference shown");
  }
}
