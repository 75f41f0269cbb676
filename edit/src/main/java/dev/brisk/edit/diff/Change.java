package dev.brisk.edit.diff;

import java.util.List;

/**
 * Lines {@code from} (included) to {@code to} (not included) of the region, counted from 0, give
 * way to {@code added}.
 *
 * @param from the first line that goes, or where lines come in if none goes
 * @param to behind the last line that goes
 * @param added the lines that come, without terminators
 */
public record Change(int from, int to, List<String> added) {
  /** Copies the list and checks that something changes. */
  public Change {
    added = List.copyOf(added);
    if (from < 0 || to < from || (from == to && added.isEmpty())) {
      throw new IllegalArgumentException("not a change: " + from + " to " + to);
    }
  }

  /** This change in a region that has {@code lines} more lines in front. */
  public Change moved(int lines) {
    return new Change(from + lines, to + lines, added);
  }

  /** The number of lines that go. */
  public int removed() {
    return to - from;
  }
}
