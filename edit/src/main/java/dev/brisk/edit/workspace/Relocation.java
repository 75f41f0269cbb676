package dev.brisk.edit.workspace;

import dev.brisk.edit.Lines;
import dev.brisk.edit.Region;
import dev.brisk.edit.TextEdit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds the region of an edit in a text that changed meanwhile.
 *
 * <p>The region must stand there unchanged, as whole lines with their terminators, exactly once,
 * and must have stood in the old text exactly once too: else which of the copies is meant would be
 * a guess. An empty region is found by the lines next to it.
 */
final class Relocation {
  private Relocation() {}

  /** The edits moved to where the region is in {@code now}; empty if that is not certain. */
  static Optional<List<TextEdit>> of(
      String before, Region region, List<TextEdit> edits, String now) {
    var lines = Lines.of(before);
    if (!region.fits(lines.count())) {
      return Optional.empty();
    }
    var sought = region.isEmpty() ? neighbours(region, lines) : region;
    if (sought.isEmpty()) {
      return Optional.empty();
    }
    var oldStart = lines.start(sought.firstLine());
    var text = before.substring(oldStart, lines.contentEnd(sought.lastLine()));
    if (text.isBlank() || places(lines, text).size() != 1) {
      return Optional.empty();
    }
    var present = Lines.of(now);
    var places = places(present, text);
    // New lines end like those around them were: in a file that was converted they would be wrong.
    // The terminators within the region are part of the text that was found.
    return places.size() == 1
            && lines
                .terminator(sought.lastLine())
                .equals(present.terminator(present.lineAt(places.getFirst() + text.length() - 1)))
        ? move(before, edits, now, places.getFirst() - oldStart)
        : Optional.empty();
  }

  private static Region neighbours(Region region, Lines lines) {
    return new Region(
        Math.max(1, region.firstLine() - 1), Math.min(lines.count(), region.firstLine()));
  }

  /** The offsets at which {@code text} stands as whole lines. */
  private static List<Integer> places(Lines lines, String text) {
    var places = new ArrayList<Integer>();
    for (var at = lines.text().indexOf(text); at >= 0; at = lines.text().indexOf(text, at + 1)) {
      var end = at + text.length();
      var last = lines.lineAt(Math.max(at, end - 1));
      if (lines.start(lines.lineAt(at)) == at && lines.contentEnd(last) == end) {
        places.add(at);
      }
    }
    return places;
  }

  /**
   * Moves the edits; what they replace, which may be a line end next to the region, must be the
   * same there.
   */
  private static Optional<List<TextEdit>> move(
      String before, List<TextEdit> edits, String now, int by) {
    var moved = new ArrayList<TextEdit>();
    for (var edit : edits) {
      var start = edit.start() + by;
      var end = edit.end() + by;
      if (start < 0
          || end > now.length()
          || !now.regionMatches(start, before, edit.start(), edit.end() - edit.start())
          || breaksLine(before, edit, now, start)) {
        return Optional.empty();
      }
      moved.add(new TextEdit(start, end, edit.replacement()));
    }
    return Optional.of(moved);
  }

  /** Whether an edit that began a line would now stand within one, or the other way round. */
  private static boolean breaksLine(String before, TextEdit edit, String now, int start) {
    return beginsLine(before, edit.start()) != beginsLine(now, start);
  }

  private static boolean beginsLine(String text, int at) {
    if (at == 0 || text.charAt(at - 1) == '\n') {
      return true;
    }
    // Between the two halves of a line end no line begins.
    return text.charAt(at - 1) == '\r' && (at == text.length() || text.charAt(at) != '\n');
  }
}
