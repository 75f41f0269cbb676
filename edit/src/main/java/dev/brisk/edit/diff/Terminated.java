package dev.brisk.edit.diff;

import dev.brisk.edit.Lines;
import dev.brisk.edit.Region;
import dev.brisk.edit.TextEdit;
import java.util.ArrayList;
import java.util.List;

/**
 * Changes of lines as edits of the text, where lines have terminators.
 *
 * <p>A replaced line keeps its terminator, an inserted one gets that of its neighbours, and a text
 * that did not end with a terminator does not get one. In an empty text, every inserted line ends
 * with {@code \n}.
 */
final class Terminated {
  private final Lines lines;
  private final List<TextEdit> edits = new ArrayList<>();

  private Terminated(Lines lines) {
    this.lines = lines;
  }

  /**
   * The edits for {@code changes}, which are sorted, do not touch, and count lines from the start
   * of {@code region}.
   */
  static List<TextEdit> edits(Lines lines, Region region, List<Change> changes) {
    var result = new Terminated(lines);
    for (var change : changes) {
      result.add(region.firstLine() + change.from(), change.removed(), change.added());
    }
    return List.copyOf(result.edits);
  }

  private void add(int first, int removed, List<String> added) {
    var replaced = Math.min(removed, added.size());
    for (var i = 0; i < replaced; i++) {
      replace(first + i, added.get(i));
    }
    if (removed > replaced) {
      delete(first + replaced, first + removed - 1);
    } else if (added.size() > replaced) {
      insert(first + replaced, added.subList(replaced, added.size()));
    }
  }

  /** Replaces what differs within a line, never half a surrogate pair. */
  private void replace(int line, String after) {
    var before = lines.content(line);
    var most = Math.min(before.length(), after.length());
    var head = 0;
    while (head < most && before.charAt(head) == after.charAt(head)) {
      head++;
    }
    if (head > 0 && Character.isHighSurrogate(before.charAt(head - 1))) {
      head--;
    }
    var tail = 0;
    while (tail < most - head
        && before.charAt(before.length() - 1 - tail) == after.charAt(after.length() - 1 - tail)) {
      tail++;
    }
    if (tail > 0 && Character.isLowSurrogate(before.charAt(before.length() - tail))) {
      tail--;
    }
    var start = lines.start(line);
    if (head + tail < Math.max(before.length(), after.length())) {
      edits.add(
          new TextEdit(
              start + head,
              start + before.length() - tail,
              after.substring(head, after.length() - tail)));
    }
  }

  private void delete(int first, int last) {
    var unterminated = last == lines.count() && lines.terminator(last).isEmpty();
    var start = unterminated && first > 1 ? lines.contentEnd(first - 1) : lines.start(first);
    edits.add(new TextEdit(start, lines.end(last), ""));
  }

  /** Inserts before {@code line}, which may be one behind the last. */
  private void insert(int line, List<String> added) {
    var terminator = lines.terminatorFor(line);
    var count = lines.count();
    var at = lines.start(line);
    var behindUnterminated = line == count + 1 && count > 0 && lines.terminator(count).isEmpty();
    var text = new StringBuilder();
    for (var content : added) {
      text.append(behindUnterminated ? terminator + content : content + terminator);
    }
    edits.add(new TextEdit(at, at, text.toString()));
  }
}
