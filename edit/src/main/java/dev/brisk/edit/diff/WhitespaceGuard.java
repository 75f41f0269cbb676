package dev.brisk.edit.diff;

import dev.brisk.edit.EditRequest;
import dev.brisk.edit.Nesting;
import java.util.ArrayList;
import java.util.List;

/**
 * Separates what was asked for from changes of nothing but white space. Takes the changes of a
 * region in order.
 *
 * <p>White space in quotes is text, and so is indentation where it has a meaning. Where brackets
 * nest, a changed indentation counts as asked for if the edit itself moved the line into or out of
 * a block. Blank lines that come or go together with other lines belong to those.
 */
final class WhitespaceGuard {
  private final boolean asked;
  private final boolean indentationCounts;
  private final List<String> region;

  /**
   * How much deeper in brackets the edited text is than the original, at the end of what was seen.
   */
  private int moved;

  private final List<Change> kept = new ArrayList<>();
  private final List<Change> dropped = new ArrayList<>();

  WhitespaceGuard(EditRequest request) {
    asked = WhitespaceWish.in(request.instruction());
    indentationCounts = request.nesting() == Nesting.INDENTATION;
    region = request.regionLines();
  }

  /** What is left of a change and what was dropped from it; either may be empty. */
  record Verdict(List<Change> kept, List<Change> dropped) {}

  Verdict judge(Change change) {
    if (asked) {
      return new Verdict(List.of(change), List.of());
    }
    kept.clear();
    dropped.clear();
    var before = region.subList(change.from(), change.to());
    var beforeAt = 0;
    var afterAt = 0;
    for (var real : LineDiff.between(keys(before), keys(change.added()))) {
      for (; beforeAt < real.from(); beforeAt++, afterAt++) {
        judgePair(change.from() + beforeAt, change.added().get(afterAt));
      }
      var added = change.added().subList(afterAt, afterAt + real.added().size());
      judgeReal(new Change(change.from() + real.from(), change.from() + real.to(), added));
      beforeAt = real.to();
      afterAt += added.size();
    }
    for (; beforeAt < before.size(); beforeAt++, afterAt++) {
      judgePair(change.from() + beforeAt, change.added().get(afterAt));
    }
    return new Verdict(List.copyOf(kept), List.copyOf(dropped));
  }

  private void judgePair(int line, String after) {
    if (region.get(line).equals(after)) {
      return;
    }
    var pair = new Change(line, line + 1, List.of(after));
    if (moved != 0 && !after.isBlank()) {
      keep(pair);
    } else {
      drop(pair);
    }
  }

  private void judgeReal(Change change) {
    var before = region.subList(change.from(), change.to());
    if (sameBesideWhitespace(before, change.added())) {
      drop(change);
      return;
    }
    keep(change);
    moved += Depth.of(change.added()) - Depth.of(before);
  }

  private boolean sameBesideWhitespace(List<String> before, List<String> after) {
    var joint = indentationCounts ? "\n" : "";
    return joined(before, joint).equals(joined(after, joint));
  }

  private String joined(List<String> lines, String joint) {
    return String.join(joint, keys(lines.stream().filter(line -> !line.isBlank()).toList()));
  }

  private void keep(Change change) {
    join(kept, change);
  }

  private void drop(Change change) {
    join(dropped, change);
  }

  private static void join(List<Change> changes, Change change) {
    var last = changes.isEmpty() ? null : changes.getLast();
    if (last != null && last.to() == change.from()) {
      var added = new ArrayList<>(last.added());
      added.addAll(change.added());
      changes.set(changes.size() - 1, new Change(last.from(), change.to(), added));
    } else {
      changes.add(change);
    }
  }

  private List<String> keys(List<String> lines) {
    return lines.stream().map(this::key).toList();
  }

  /** The line without white space that has no meaning. */
  private String key(String line) {
    if (line.isBlank()) {
      return "";
    }
    var key = new StringBuilder();
    var start = line.length() - line.stripLeading().length();
    if (indentationCounts) {
      key.append(line, 0, start);
    }
    for (var i = start; i < line.length(); i++) {
      var c = line.charAt(i);
      if (c == '"' || c == '\'' || c == '`') {
        var end = Quote.end(line, i);
        key.append(line, i, end);
        i = end - 1;
      } else if (!Character.isWhitespace(c)) {
        key.append(c);
      } else if (splitsWord(line, i)) {
        key.append(' ');
      }
    }
    return key.toString();
  }

  /**
   * Whether the white space at {@code i} stands between two words, which would be one without it.
   */
  private static boolean splitsWord(String line, int i) {
    var end = i;
    while (end < line.length() && Character.isWhitespace(line.charAt(end))) {
      end++;
    }
    return end < line.length()
        && Character.isLetterOrDigit(line.charAt(end))
        && Character.isLetterOrDigit(line.charAt(i - 1));
  }
}
