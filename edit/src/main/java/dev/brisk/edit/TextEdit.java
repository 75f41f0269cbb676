package dev.brisk.edit;

import java.util.List;

/**
 * One replacement in {@link EditRequest#text}. A list of edits is sorted and its ranges do not
 * overlap.
 *
 * @param start the first replaced UTF-16 offset
 * @param end the offset behind the last replaced one, {@code start} for an insertion
 * @param replacement what stands there afterwards, with terminators
 */
public record TextEdit(int start, int end, String replacement) {
  /** Checks the order of the offsets. */
  public TextEdit {
    if (start < 0 || end < start) {
      throw new IllegalArgumentException(
          "an edit from " + start + " to " + end + " is not a range");
    }
  }

  /**
   * The text after the edits.
   *
   * @throws IllegalArgumentException if the edits are not sorted, overlap, or reach behind the text
   */
  public static String apply(String text, List<TextEdit> edits) {
    var result = new StringBuilder(text.length());
    var at = 0;
    for (var edit : edits) {
      if (edit.start < at || edit.end > text.length()) {
        throw new IllegalArgumentException(
            edit + " overlaps another edit or ends outside the text");
      }
      result.append(text, at, edit.start).append(edit.replacement);
      at = edit.end;
    }
    return result.append(text, at, text.length()).toString();
  }
}
