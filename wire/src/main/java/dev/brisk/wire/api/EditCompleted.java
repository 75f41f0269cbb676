package dev.brisk.wire.api;

import java.util.List;

/**
 * The edit, to be applied all or not at all: {@code edit.completed}.
 *
 * @param edits sorted, not overlapping; none if there is nothing to do
 * @param hunks the same, for showing
 * @param dropped hunks that changed only white space which was not asked for, and so are not in
 *     {@code edits}
 * @param minimality changed lines over the lines that needed to change; 1.0 is ideal
 */
public record EditCompleted(
    String id,
    int attempt,
    List<Replacement> edits,
    List<HunkLines> hunks,
    List<HunkLines> dropped,
    double minimality,
    EditStats stats)
    implements EditServerEvent {
  public EditCompleted {
    edits = List.copyOf(edits);
    hunks = List.copyOf(hunks);
    dropped = List.copyOf(dropped);
  }
}
