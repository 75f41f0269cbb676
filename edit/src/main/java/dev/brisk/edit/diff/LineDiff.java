package dev.brisk.edit.diff;

import com.github.difflib.DiffUtils;
import java.util.List;

/** The fewest line changes between two lists of lines. */
public final class LineDiff {
  private LineDiff() {}

  /**
   * Changes that turn {@code before} into {@code after}, sorted, with at least one unchanged line
   * between any two.
   */
  public static List<Change> between(List<String> before, List<String> after) {
    return DiffUtils.diff(before, after).getDeltas().stream()
        .map(
            delta ->
                new Change(
                    delta.getSource().getPosition(),
                    delta.getSource().getPosition() + delta.getSource().size(),
                    delta.getTarget().getLines()))
        .toList();
  }
}
