package dev.brisk.edit;

import java.util.List;

/**
 * One contiguous change, for showing: {@code removed} lines give way to {@code added} ones.
 *
 * @param beforeLine the line of the text before the edit, from 1, where the change begins: the
 *     first removed line, or the line that insertions go before (one more than the number of lines
 *     at the end)
 * @param removed the lines that go, without terminators
 * @param afterLine the line of the text after the edit, from 1, where the change begins; dropped
 *     hunks do not count
 * @param added the lines that come, without terminators
 */
public record Hunk(int beforeLine, List<String> removed, int afterLine, List<String> added) {
  /** Copies the lists. */
  public Hunk {
    removed = List.copyOf(removed);
    added = List.copyOf(added);
  }

  /** The number of lines that are shown as changed: the removed and the added ones. */
  public int changedLines() {
    return removed.size() + added.size();
  }
}
