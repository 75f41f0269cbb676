package dev.brisk.cli.stats;

import java.time.LocalDate;
import java.util.Locale;

/** A tally as a table of text, 80 columns wide for models with names of up to 20 characters. */
final class StatsTable {
  private StatsTable() {}

  /** The table, with a line for all of it at the end. */
  static String of(Tally tally) {
    var out = new StringBuilder();
    line(out, "day", "model", "proposed", "accepted", "rejected", "undone", "no edit", "waited");
    var last = LocalDate.MIN;
    for (var row : tally.rows()) {
      add(out, row.day().equals(last) ? "" : row.day().toString(), row.model(), row);
      last = row.day();
    }
    var total = tally.total("");
    add(out, "all", "", total);
    out.append(
        String.format(
            Locale.ROOT,
            "%nYou waited %s in all; half of the waits were at most %s, 95 of 100 at most %s.%n",
            time(total.totalWait()),
            time(total.medianWait()),
            time(total.wait95())));
    return out.toString();
  }

  private static void add(StringBuilder out, String day, String model, Tally.Row row) {
    var shown = model.isEmpty() && !day.equals("all") ? "–" : model;
    line(
        out,
        day,
        shown,
        row.proposed(),
        row.accepted(),
        row.rejected(),
        row.undone(),
        row.noEdit(),
        row.waits().isEmpty() ? "–" : time(row.medianWait()));
  }

  private static void line(StringBuilder out, Object... cells) {
    out.append(String.format(Locale.ROOT, "%-10s  %-20s %8s %8s %8s %6s %7s %8s%n", cells));
  }

  /** A time in the unit that suits it, with as many digits as say something. */
  static String time(double ms) {
    if (ms < 10) {
      return String.format(Locale.ROOT, "%.1f ms", ms);
    }
    if (ms < 1000) {
      return String.format(Locale.ROOT, "%.0f ms", ms);
    }
    return ms < 120_000
        ? String.format(Locale.ROOT, "%.1f s", ms / 1000)
        : String.format(Locale.ROOT, "%.0f min", ms / 60_000);
  }
}
