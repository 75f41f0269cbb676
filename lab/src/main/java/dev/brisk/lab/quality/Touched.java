package dev.brisk.lab.quality;

import dev.brisk.edit.diff.Change;
import dev.brisk.edit.diff.LineDiff;
import java.util.List;

/** The lines that an edit touches, by the shortest diff of lines. */
record Touched(List<Change> changes) {
  static Touched between(String before, String after) {
    return new Touched(LineDiff.between(before.lines().toList(), after.lines().toList()));
  }

  /** Lines taken away and lines added. */
  int lines() {
    return changes.stream().mapToInt(c -> c.removed() + c.added().size()).sum();
  }

  /**
   * Lines of this edit outside what {@code needed} touches, both of the same text: lines that it
   * takes away and the other does not, and all lines added by changes that touch none of the
   * other's.
   */
  int outside(Touched needed) {
    var stray = 0;
    for (var change : changes) {
      var touches = false;
      var inside = 0;
      for (var other : needed.changes) {
        touches |= change.from() <= other.to() && other.from() <= change.to();
        inside +=
            Math.max(0, Math.min(change.to(), other.to()) - Math.max(change.from(), other.from()));
      }
      stray += change.removed() - inside + (touches ? 0 : change.added().size());
    }
    return stray;
  }
}
