package dev.brisk.syntax.match;

import dev.brisk.edit.TextEdit;
import java.util.List;

/**
 * The edit that an instruction asks for.
 *
 * @param kind such as "rename-local"
 * @param edits of the file's text, in order; none if the file already is as asked
 * @param confidence how much of all that might be meant this is, 0 to 1
 */
public record Match(String kind, List<TextEdit> edits, double confidence) {
  public Match {
    edits = List.copyOf(edits);
  }
}
