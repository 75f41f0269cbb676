package dev.brisk.syntax;

import dev.brisk.edit.TextEdit;
import java.util.List;
import java.util.Map;

/**
 * One edit that is possible in a file. Lines are counted from 1.
 *
 * @param slots what phrasings may speak of, by name: "old", "new", "name", "type", …; at least what
 *     makes the edit unambiguous in some phrasing
 * @param firstLine first line that a region must contain: everything that changes, and what has to
 *     be seen to know how
 * @param lastLine last line that a region must contain
 * @param scopeFirst first line that a region may contain without making the edit wrong or
 *     incomplete (a rename: the lines where the name means the same, or does not occur)
 * @param scopeLast last such line
 * @param edits the changes, as offsets into the file's text, in order and apart from each other;
 *     all within firstLine..lastLine
 */
public record Candidate(
    Map<String, String> slots,
    int firstLine,
    int lastLine,
    int scopeFirst,
    int scopeLast,
    List<TextEdit> edits) {
  public Candidate {
    slots = Map.copyOf(slots);
    edits = List.copyOf(edits);
    if (!(1 <= scopeFirst
        && scopeFirst <= firstLine
        && firstLine <= lastLine
        && lastLine <= scopeLast)) {
      throw new IllegalArgumentException(
          "lines out of order: " + scopeFirst + " " + firstLine + " " + lastLine + " " + scopeLast);
    }
  }
}
