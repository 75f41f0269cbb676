package dev.brisk.cli.stats;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A tally as one HTML file that loads nothing: figures, a bar for each row, the table. */
final class StatsPage {
  private static final String STYLE =
      """
      body { font: 15px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem;
        color: #1c2530; background: #fff }
      h1 { font-size: 1.4rem; margin-bottom: .2rem }
      .figures { display: flex; flex-wrap: wrap; gap: 2rem; margin: 1.2rem 0 }
      .figures b { display: block; font-size: 1.6rem }
      table { border-collapse: collapse; width: 100% }
      th, td { text-align: right; padding: .3rem .5rem; border-bottom: 1px solid #d8dee6 }
      th:nth-child(-n+2), td:nth-child(-n+2) { text-align: left }
      td.bar { width: 26%; min-width: 7rem }
      td.bar span { display: inline-block; height: .8rem; vertical-align: middle }
      .accepted { background: #2e7d4f } .rejected { background: #b5493b } .open { background: #9aa7b5 }
      .key span { display: inline-block; width: .8rem; height: .8rem; margin: 0 .3rem 0 1rem }
      footer { color: #5b6875; margin-top: 1.5rem; font-size: .9rem }
      @media (prefers-color-scheme: dark) { body { color: #dde4ec; background: #14191f }
        th, td { border-color: #303a45 } }
      """;

  private StatsPage() {}

  /**
   * The page.
   *
   * @param days how many days it is about
   * @param broken lines of the record that were passed over
   */
  static String of(Tally tally, int days, List<String> broken) {
    var total = tally.total("");
    var most = tally.rows().stream().mapToInt(Tally.Row::proposed).max().orElse(0);
    return """
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>Brisk: edits</title><style>
        %s</style></head><body>
        <h1>What became of edits</h1>
        <p>The last %d days on this machine.</p>
        <div class="figures">%s</div>
        <p class="key">Bars:<span class="accepted"></span>accepted<span class="rejected"></span>rejected<span \
        class="open"></span>proposed, neither</p>
        <table><thead><tr><th>Day</th><th>Model</th><th></th><th>Proposed</th><th>Accepted</th><th>Rejected</th>\
        <th>Undone</th><th>No edit</th><th>Waited: median</th><th>95 %%</th><th>in all</th></tr></thead><tbody>
        %s</tbody></table>
        <footer>%sThis page was made by brisk stats from a record that stays on this machine.</footer>
        </body></html>
        """
        .formatted(
            STYLE,
            days,
            figures(total),
            tally.rows().stream().map(row -> row(row, most)).collect(Collectors.joining()),
            broken.isEmpty()
                ? ""
                : "Passed over as broken: " + text(String.join("; ", broken)) + ". ");
  }

  private static String figures(Tally.Row total) {
    return figure("proposed", Integer.toString(total.proposed()))
        + figure("accepted", Integer.toString(total.accepted()))
        + figure("rejected", Integer.toString(total.rejected()))
        + figure("undone", Integer.toString(total.undone()))
        + figure("median wait", StatsTable.time(total.medianWait()))
        + figure("waited in all", StatsTable.time(total.totalWait()));
  }

  private static String figure(String name, String value) {
    return "<div><b>" + value + "</b>" + name + "</div>";
  }

  private static String row(Tally.Row row, int most) {
    int open = Math.max(0, row.proposed() - row.accepted() - row.rejected());
    return "<tr><td>"
        + row.day()
        + "</td><td>"
        + text(row.model().isEmpty() ? "–" : row.model())
        + "</td><td class=\"bar\">"
        + bar("accepted", row.accepted(), most)
        + bar("rejected", row.rejected(), most)
        + bar("open", open, most)
        + "</td>"
        + cell(row.proposed())
        + cell(row.accepted())
        + cell(row.rejected())
        + cell(row.undone())
        + cell(row.noEdit())
        + cell(StatsTable.time(row.medianWait()))
        + cell(StatsTable.time(row.wait95()))
        + cell(StatsTable.time(row.totalWait()))
        + "</tr>\n";
  }

  private static String cell(Object value) {
    return "<td>" + value + "</td>";
  }

  private static String bar(String kind, int count, int most) {
    return count == 0 || most == 0
        ? ""
        : String.format(
            Locale.ROOT,
            "<span class=\"%s\" style=\"width:%.1f%%\" title=\"%d %s\"></span>",
            kind,
            100.0 * Math.min(count, most) / most,
            count,
            kind);
  }

  /** The name of a model comes from a file that anybody may have made. */
  private static String text(String raw) {
    return raw.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
