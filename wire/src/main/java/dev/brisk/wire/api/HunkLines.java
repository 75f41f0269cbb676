package dev.brisk.wire.api;

import java.util.List;

/**
 * One contiguous change, for showing: the lines from {@code beforeLine} of the old text that go and
 * the lines from {@code afterLine} of the new text that come, without line ends.
 */
public record HunkLines(int beforeLine, List<String> removed, int afterLine, List<String> added) {
  public HunkLines {
    removed = List.copyOf(removed);
    added = List.copyOf(added);
  }
}
