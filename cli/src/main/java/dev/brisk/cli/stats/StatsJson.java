package dev.brisk.cli.stats;

import dev.brisk.wire.json.JsonWriter;
import java.util.List;

/** A tally for programs: one line of JSON. */
final class StatsJson {
  private StatsJson() {}

  /**
   * The line.
   *
   * @param on whether recording is on
   * @param days how many days were asked for
   * @param broken lines of the record that were passed over
   */
  static String of(Tally tally, boolean on, int days, List<String> broken) {
    var json = new JsonWriter().beginObject().member("recording", on).member("days", days);
    json.name("rows").beginArray();
    for (var row : tally.rows()) {
      json.beginObject()
          .member("day", row.day().toString())
          .member("model", row.model())
          .member("proposed", row.proposed())
          .member("accepted", row.accepted())
          .member("rejected", row.rejected())
          .member("undone", row.undone())
          .member("no_edit", row.noEdit())
          .name("wait_ms")
          .beginObject()
          .member("count", row.waits().size())
          .member("median", row.medianWait())
          .member("p95", row.wait95())
          .member("total", row.totalWait())
          .endObject()
          .endObject();
    }
    return json.endArray().member("broken_lines", broken).endObject().toString();
  }
}
