package dev.brisk.cli;

import dev.brisk.wire.api.EditStats;
import dev.brisk.wire.api.HunkLines;
import java.util.List;
import java.util.Locale;

/** The line of figures under a diff. */
final class StatsLine {
  private StatsLine() {}

  /** Such as {@code first token 12 ms, 1034 tokens/s, 0 % drafted, 31 ms in all}. */
  static String of(EditStats stats) {
    if (stats.passes() == 0) {
      // What is shown as instant is, so its figure has one digit more.
      return String.format(
          Locale.ROOT,
          "without a model, %.2f ms for the answer, %s ms in all",
          stats.directUs() / 1000.0,
          millis(stats.totalMs()));
    }
    return String.format(
        Locale.ROOT,
        "first token %s ms, %s tokens/s, %d %% drafted, %s ms in all",
        millis(stats.ttftMs()),
        rate(stats),
        stats.tokens() == 0 ? 0 : Math.round(100.0 * stats.accepted() / stats.tokens()),
        millis(stats.totalMs()));
  }

  /** As {@link #of(EditStats)}, with the size of the change. */
  static String of(EditStats stats, double minimality, List<HunkLines> hunks) {
    int added = hunks.stream().mapToInt(hunk -> hunk.added().size()).sum();
    int removed = hunks.stream().mapToInt(hunk -> hunk.removed().size()).sum();
    return String.format(
        Locale.ROOT, "%s; +%d -%d lines, minimality %.1f", of(stats), added, removed, minimality);
  }

  /** Tokens after the first one over the time after it; a single token has no rate. */
  private static String rate(EditStats stats) {
    double seconds = (stats.totalMs() - stats.ttftMs()) / 1000;
    return stats.tokens() < 2 || seconds <= 0
        ? "–"
        : Long.toString(Math.round((stats.tokens() - 1) / seconds));
  }

  private static String millis(double value) {
    return value < 10
        ? String.format(Locale.ROOT, "%.1f", value)
        : Long.toString(Math.round(value));
  }
}
