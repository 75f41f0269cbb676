package dev.brisk.cli.stats;

import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;

/**
 * The record of some days, to be shown.
 *
 * @param on whether recording is on
 * @param days how many days it is about, today included
 * @param broken lines that were passed over, as {@code FILE, line N}
 */
public record Stats(Tally tally, boolean on, int days, List<String> broken) {
  private static final int NAMED = 3;

  public Stats {
    broken = List.copyOf(broken);
  }

  /**
   * Reads it.
   *
   * @param clock says which day it is where the person is
   */
  public static Stats of(StatsFolder folder, int days, Clock clock) throws IOException {
    var contents = folder.read();
    var from = LocalDate.now(clock).minusDays(days - 1L);
    return new Stats(
        Tally.of(contents.moments(), from, clock.getZone()), folder.on(), days, contents.broken());
  }

  /** As text, or a sentence where there is nothing. */
  public String table() {
    if (!tally.rows().isEmpty()) {
      return StatsTable.of(tally);
    }
    return on
        ? "No edit was recorded in the last %d days; the next brisk edit is.%n".formatted(days)
        : "No edit was recorded in the last %d days, and recording is off; brisk stats --on starts it.%n"
            .formatted(days);
  }

  /** As one line of JSON. */
  public String json() {
    return StatsJson.of(tally, on, days, broken);
  }

  /** As an HTML page. */
  public String page() {
    return StatsPage.of(tally, days, broken);
  }

  /** Names the broken lines, the first few if there are many. */
  public String brokenSentence() {
    int more = broken.size() - NAMED;
    return (broken.size() == 1
            ? "A line of the record is broken and was passed over: "
            : broken.size() + " lines of the record are broken and were passed over: ")
        + String.join("; ", broken.subList(0, Math.min(NAMED, broken.size())))
        + (more > 0 ? " and " + more + " more." : ".");
  }
}
