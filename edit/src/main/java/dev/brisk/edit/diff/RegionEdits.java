package dev.brisk.edit.diff;

import dev.brisk.edit.EditProposal;
import dev.brisk.edit.EditRequest;
import dev.brisk.edit.Hunk;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns the changes of a region, given in order, into hunks to show and at the end into edits,
 * without those changes of white space that nobody asked for. Holds state; for one thread.
 */
public final class RegionEdits {
  private final EditRequest request;
  private final List<String> region;
  private final WhitespaceGuard guard;
  private final List<Change> kept = new ArrayList<>();
  private final List<Hunk> hunks = new ArrayList<>();
  private final List<Hunk> dropped = new ArrayList<>();
  private int asWritten;

  /** How many lines more the edited text has so far. */
  private int grown;

  /** For the region of {@code request}, which has passed its check. */
  public RegionEdits(EditRequest request) {
    this.request = request;
    this.region = request.regionLines();
    this.guard = new WhitespaceGuard(request);
  }

  /** All changes between the region and its lines afterwards, as a proposal. */
  public static EditProposal between(EditRequest request, List<String> after) {
    var edits = new RegionEdits(request);
    edits.add(LineDiff.between(request.regionLines(), after));
    return edits.proposal();
  }

  /**
   * Takes the next changes, which lie behind all earlier ones and do not touch them, and returns
   * what is left of them.
   */
  public List<Hunk> add(List<Change> changes) {
    var before = hunks.size();
    for (var change : changes) {
      asWritten += change.removed() + change.added().size();
      var verdict = guard.judge(change);
      verdict.dropped().forEach(c -> dropped.add(hunk(c)));
      for (var c : verdict.kept()) {
        kept.add(c);
        hunks.add(hunk(c));
        grown += c.added().size() - c.removed();
      }
    }
    return List.copyOf(hunks.subList(before, hunks.size()));
  }

  /** All that was taken, as edits of the request's text. */
  public EditProposal proposal() {
    var edits = Terminated.edits(request.lines(), request.region(), kept);
    var changed = hunks.stream().mapToInt(Hunk::changedLines).sum();
    var minimality = asWritten == changed ? 1.0 : (double) asWritten / Math.max(1, changed);
    return new EditProposal(edits, hunks, dropped, minimality);
  }

  private Hunk hunk(Change change) {
    var line = request.region().firstLine() + change.from();
    return new Hunk(line, region.subList(change.from(), change.to()), line + grown, change.added());
  }
}
