package dev.brisk.edit.script;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What changes within one line, cut at words: parts that each stand once in the line, grown by as
 * little as that needs, to the left first.
 *
 * @param before what stands there, not empty, without spaces at its ends
 * @param after what takes its place, likewise, or empty
 */
record LineChange(String before, String after) {
  /** Equal pieces between two changes below which they are said as one. */
  private static final int APART = 4;

  /** About how many tokens the change takes. */
  static int cost(String from, String to) {
    var parts = between(from, to);
    if (parts.isEmpty()) {
      return 3 + Words.of(to).size();
    }
    return parts.stream()
        .mapToInt(part -> 2 + Words.of(part.before).size() + Words.of(part.after).size())
        .sum();
  }

  /** The changes in order; empty if the line is better written anew. */
  static List<LineChange> between(String from, String to) {
    var a = Words.of(from);
    var b = Words.of(to);
    var runs = runs(a, b);
    var parts = new ArrayList<LineChange>();
    for (var run : runs) {
      var part = part(from, a, b, run);
      if (part == null) {
        return List.of();
      }
      parts.add(part);
    }
    var size = parts.stream().mapToInt(p -> 2 + Words.of(p.before + p.after).size()).sum();
    return size > 3 + b.size() ? List.of() : parts;
  }

  /** Pieces {@code from..to} of the line become pieces {@code afterFrom..afterTo}. */
  private record Run(int from, int to, int afterFrom, int afterTo) {}

  private static List<Run> runs(List<String> a, List<String> b) {
    var same = longestCommon(a, b);
    var runs = new ArrayList<Run>();
    for (int i = 0, j = 0; i < a.size() || j < b.size(); ) {
      if (i < a.size() && j < b.size() && a.get(i).equals(b.get(j))) {
        i++;
        j++;
        continue;
      }
      var run = new Run(i, i, j, j);
      while (!(i < a.size() && j < b.size() && a.get(i).equals(b.get(j)))
          && (i < a.size() || j < b.size())) {
        if (j == b.size() || (i < a.size() && same[i + 1][j] >= same[i][j + 1])) {
          i++;
        } else {
          j++;
        }
      }
      run = new Run(run.from, i, run.afterFrom, j);
      var last = runs.isEmpty() ? null : runs.getLast();
      if (last != null && run.from - last.to < APART) {
        runs.set(runs.size() - 1, new Run(last.from, run.to, last.afterFrom, run.afterTo));
      } else {
        runs.add(run);
      }
    }
    return runs;
  }

  private static int[][] longestCommon(List<String> a, List<String> b) {
    var same = new int[a.size() + 1][b.size() + 1];
    for (var i = a.size() - 1; i >= 0; i--) {
      for (var j = b.size() - 1; j >= 0; j--) {
        same[i][j] =
            a.get(i).equals(b.get(j))
                ? same[i + 1][j + 1] + 1
                : Math.max(same[i + 1][j], same[i][j + 1]);
      }
    }
    return same;
  }

  private static @Nullable LineChange part(String line, List<String> a, List<String> b, Run run) {
    var from = run.from;
    var to = run.to;
    var afterFrom = run.afterFrom;
    var afterTo = run.afterTo;
    // An insertion or deletion that ends in a space begins with it as well: "x␣" before "y" is
    // "␣x".
    while (from > 0
        && ((from == to
                && afterTo > afterFrom
                && a.get(from - 1).equals(b.get(afterTo - 1))
                && Words.isSpace(a.get(from - 1)))
            || (afterFrom == afterTo
                && to > from
                && a.get(from - 1).equals(a.get(to - 1))
                && Words.isSpace(a.get(from - 1))))) {
      from--;
      to--;
      afterFrom--;
      afterTo--;
    }
    if (afterFrom == afterTo && to - from >= 2 && deletes(line, a, b, from, to)) {
      return new LineChange(String.join("", a.subList(from, to)).strip(), "");
    }
    var left = true;
    while (true) {
      var before = String.join("", a.subList(from, to));
      var after = String.join("", b.subList(afterFrom, afterTo));
      if (!before.isEmpty()
          && before.equals(before.strip())
          && after.equals(after.strip())
          && !after.isEmpty()
          && Words.occurrences(line, before) == 1) {
        return new LineChange(before, after);
      }
      var canLeft = from > 0 && afterFrom > 0;
      var canRight = to < a.size() && afterTo < b.size();
      if (!canLeft && !canRight) {
        return null;
      }
      if (canLeft && (left || !canRight)) {
        from--;
        afterFrom--;
      } else {
        to++;
        afterTo++;
      }
      left = (!left && canLeft) || !canRight;
    }
  }

  /** Whether what goes is one part with a space that may be named without it. */
  private static boolean deletes(String line, List<String> a, List<String> b, int from, int to) {
    var part = String.join("", a.subList(from, to)).strip();
    if (part.isEmpty() || Words.occurrences(line, part) != 1) {
      return false;
    }
    var rest = ScriptRun.without(line, part);
    return rest.equals(
            String.join("", a.subList(0, from)) + String.join("", a.subList(to, a.size())))
        && rest.equals(String.join("", b));
  }
}
