package dev.brisk.edit.diff;

import dev.brisk.edit.EditRequest;
import dev.brisk.edit.Nesting;
import dev.brisk.edit.Region;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Separates what was asked for from changes of nothing but white space. Takes the changes of a
 * region in order.
 *
 * <p>White space in quotes and text blocks is text, and so is indentation where it has a meaning,
 * and white space within lines where nothing is known of the language. Where brackets nest, a
 * changed indentation counts as asked for if the edit itself moved the line into or out of a block.
 * Blank lines that come or go together with other lines belong to those.
 */
final class WhitespaceGuard {
  private final boolean asked;
  private final boolean indentationCounts;
  private final boolean innerCounts;
  private final List<String> region;

  /** The lines of the region without white space that has no meaning. */
  private final List<String> regionKeys;

  /** Whether each line of the region begins within a text block, and the line behind the last. */
  private final boolean[] inTextBlock;

  /** Whether the edits so far began a text block without its end, or the other way round. */
  private boolean flipped;

  /**
   * How much deeper in brackets the edited text is than the original, at the end of what was seen.
   */
  private int moved;

  private final List<Change> kept = new ArrayList<>();
  private final List<Change> dropped = new ArrayList<>();

  WhitespaceGuard(EditRequest request) {
    asked = WhitespaceWish.in(request.instruction());
    indentationCounts = request.nesting() == Nesting.INDENTATION;
    innerCounts = request.nesting() == Nesting.NONE;
    region = request.regionLines();
    inTextBlock = new boolean[region.size() + 1];
    if (asked) {
      regionKeys = List.of();
      return;
    }
    var key = key(false);
    var lines = request.lines();
    lines.contents(new Region(1, request.region().firstLine() - 1)).forEach(key::of);
    var keys = new ArrayList<String>();
    for (var i = 0; i < region.size(); i++) {
      inTextBlock[i] = key.inTextBlock();
      keys.add(key.of(region.get(i)));
    }
    inTextBlock[region.size()] = key.inTextBlock();
    regionKeys = List.copyOf(keys);
  }

  private LineKey key(boolean inTextBlock) {
    return new LineKey(indentationCounts, innerCounts, inTextBlock);
  }

  /** What is left of a change and what was dropped from it; either may be empty. */
  record Verdict(List<Change> kept, List<Change> dropped) {}

  Verdict judge(Change change) {
    if (asked) {
      return new Verdict(List.of(change), List.of());
    }
    kept.clear();
    dropped.clear();
    var before = regionKeys.subList(change.from(), change.to());
    var key = key(inTextBlock[change.from()] ^ flipped);
    var after = change.added().stream().map(key::of).toList();
    flipped = key.inTextBlock() ^ inTextBlock[change.to()];
    var beforeAt = 0;
    var afterAt = 0;
    for (var real : LineDiff.between(before, after)) {
      for (; beforeAt < real.from(); beforeAt++, afterAt++) {
        judgePair(change.from() + beforeAt, change.added().get(afterAt));
      }
      var end = afterAt + real.added().size();
      var added = change.added().subList(afterAt, end);
      judgeReal(
          new Change(change.from() + real.from(), change.from() + real.to(), added),
          sameBesideWhitespace(before.subList(real.from(), real.to()), real.added()));
      beforeAt = real.to();
      afterAt = end;
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

  private void judgeReal(Change change, boolean sameBesideWhitespace) {
    if (sameBesideWhitespace) {
      drop(change);
      return;
    }
    keep(change);
    moved += Depth.of(change.added()) - Depth.of(region.subList(change.from(), change.to()));
  }

  private boolean sameBesideWhitespace(List<String> before, List<String> after) {
    return joined(before).equals(joined(after));
  }

  private String joined(List<String> keys) {
    return keys.stream()
        .filter(key -> !key.isEmpty())
        .collect(Collectors.joining(indentationCounts || innerCounts ? "\n" : ""));
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
}
