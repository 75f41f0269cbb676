package dev.brisk.edit.format;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/**
 * Ratcliff and Obershelp's matching: the longest common block first, then the same on either side
 * of it. Edit scripts are trained on this way of pairing lines (it is that of Python's difflib),
 * which is not always the shortest diff.
 */
final class LongestBlocks {
  private final List<String> before;
  private final List<String> after;
  private final List<Replacement> replacements = new ArrayList<>();

  private LongestBlocks(List<String> before, List<String> after) {
    this.before = before;
    this.after = after;
  }

  /**
   * Lines {@code from} to {@code to} give way to lines {@code afterFrom} to {@code afterTo}; from
   * 0, ends not included.
   */
  record Replacement(int from, int to, int afterFrom, int afterTo) {}

  /** What differs, in order. */
  static List<Replacement> replacements(List<String> before, List<String> after) {
    var blocks = new LongestBlocks(before, after);
    blocks.match(0, before.size(), 0, after.size());
    return blocks.replacements;
  }

  private void match(int from, int to, int afterFrom, int afterTo) {
    var best = longest(from, to, afterFrom, afterTo);
    if (best.to() == best.from()) {
      differ(new Replacement(from, to, afterFrom, afterTo));
      return;
    }
    match(from, best.from(), afterFrom, best.afterFrom());
    match(best.to(), to, best.afterTo(), afterTo);
  }

  private void differ(Replacement block) {
    if (block.to() > block.from() || block.afterTo() > block.afterFrom()) {
      replacements.add(block);
    }
  }

  /**
   * The longest common block, of several the one that begins first in {@code before}, then in
   * {@code after}.
   */
  private Replacement longest(int from, int to, int afterFrom, int afterTo) {
    var best = new Replacement(from, from, afterFrom, afterFrom);
    var lengths = new HashMap<Integer, Integer>();
    for (var i = from; i < to; i++) {
      var next = new HashMap<Integer, Integer>();
      for (var j = afterFrom; j < afterTo; j++) {
        if (before.get(i).equals(after.get(j))) {
          var length = lengths.getOrDefault(j - 1, 0) + 1;
          next.put(j, length);
          if (length > best.to() - best.from()) {
            best = new Replacement(i + 1 - length, i + 1, j + 1 - length, j + 1);
          }
        }
      }
      lengths = next;
    }
    return best;
  }
}
