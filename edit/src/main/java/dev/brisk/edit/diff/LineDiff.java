package dev.brisk.edit.diff;

import com.github.difflib.algorithm.myers.MyersDiffWithLinearSpace;
import java.util.ArrayList;
import java.util.List;

/** The fewest line changes between two lists of lines. */
public final class LineDiff {
  private LineDiff() {}

  /**
   * Changes that turn {@code before} into {@code after}, sorted, with at least one unchanged line
   * between any two. Memory is linear in the number of lines, time in lines times changes.
   */
  public static List<Change> between(List<String> before, List<String> after) {
    var head = commonHead(before, after);
    var tail = commonTail(before, after, head);
    var a = before.subList(head, before.size() - tail);
    var b = after.subList(head, after.size() - tail);
    if (a.isEmpty() || b.isEmpty()) {
      return a.isEmpty() && b.isEmpty() ? List.of() : List.of(new Change(head, head + a.size(), b));
    }
    var changes = new ArrayList<Change>();
    // Linear space at the price of deltas that may touch: those are joined.
    for (var delta : new MyersDiffWithLinearSpace<String>().computeDiff(a, b, null)) {
      var change =
          new Change(
              head + delta.startOriginal,
              head + delta.endOriginal,
              b.subList(delta.startRevised, delta.endRevised));
      var last = changes.isEmpty() ? null : changes.getLast();
      if (last != null && last.to() == change.from()) {
        var added = new ArrayList<>(last.added());
        added.addAll(change.added());
        changes.set(changes.size() - 1, new Change(last.from(), change.to(), added));
      } else {
        changes.add(change);
      }
    }
    return changes;
  }

  /** {@code before} after {@code changes}, which are sorted and do not overlap. */
  public static List<String> apply(List<String> before, List<Change> changes) {
    var after = new ArrayList<String>();
    var at = 0;
    for (var change : changes) {
      after.addAll(before.subList(at, change.from()));
      after.addAll(change.added());
      at = change.to();
    }
    after.addAll(before.subList(at, before.size()));
    return after;
  }

  private static int commonHead(List<String> a, List<String> b) {
    var n = 0;
    while (n < Math.min(a.size(), b.size()) && a.get(n).equals(b.get(n))) {
      n++;
    }
    return n;
  }

  private static int commonTail(List<String> a, List<String> b, int head) {
    var n = 0;
    while (n < Math.min(a.size(), b.size()) - head
        && a.get(a.size() - 1 - n).equals(b.get(b.size() - 1 - n))) {
      n++;
    }
    return n;
  }
}
