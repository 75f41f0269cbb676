package dev.brisk.edit;

import java.util.List;

/**
 * Edits that were made exactly as the output said, minimal and checked, not yet applied.
 *
 * @param edits what to apply; none if the text already is as asked
 * @param hunks the same change for showing
 * @param dropped changes of nothing but white space that the instruction did not ask for; they are
 *     not in {@code edits}
 * @param minimality changed lines of the output as written over changed lines of {@code hunks} (at
 *     least 1 is counted there): 1.0 is ideal, and exact when nothing was dropped
 */
public record EditProposal(
    List<TextEdit> edits, List<Hunk> hunks, List<Hunk> dropped, double minimality)
    implements EditResult {
  /** Copies the lists. */
  public EditProposal {
    edits = List.copyOf(edits);
    hunks = List.copyOf(hunks);
    dropped = List.copyOf(dropped);
  }
}
