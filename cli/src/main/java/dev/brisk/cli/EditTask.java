package dev.brisk.cli;

import dev.brisk.edit.EditRequest;
import dev.brisk.edit.Lines;
import dev.brisk.edit.Region;
import dev.brisk.edit.TextEdit;
import dev.brisk.edit.workspace.Committed;
import dev.brisk.edit.workspace.SourceFile;
import dev.brisk.edit.workspace.UndoJournal;
import dev.brisk.edit.workspace.Workspace;
import dev.brisk.wire.api.EditCompleted;
import dev.brisk.wire.api.EditCreate;
import java.util.List;

/**
 * One edit that a person asked for, from the file as it was read.
 *
 * @param region the lines that may change
 * @param request what the server is asked
 */
public record EditTask(
    Surroundings surroundings,
    Workspace workspace,
    SourceFile file,
    Region region,
    EditCreate request) {

  /** Refuses what need not be sent to a server, such as a region outside the file. */
  void check() {
    new EditRequest(
            file.name(), file.text(), region, request.instruction(), request.cursorLine(), null)
        .check()
        .ifPresent(
            failure -> {
              throw CommandFailure.usage(failure.code(), failure.message());
            });
  }

  /** This task with other words. */
  public EditTask withInstruction(String instruction) {
    return new EditTask(
        surroundings, workspace, file, region, request.withInstruction(instruction));
  }

  /**
   * The edits that the server answered with.
   *
   * @throws CommandFailure if they are not edits of the region, which no server of ours sends
   */
  public List<TextEdit> edits(EditCompleted completed) {
    try {
      var edits =
          completed.edits().stream()
              .map(edit -> new TextEdit(edit.start(), edit.end(), edit.replacement()))
              .toList();
      var lines = Lines.of(file.text());
      int begin = lines.start(region.firstLine());
      int end = region.isEmpty() ? begin : lines.end(region.lastLine());
      // The list is sorted, or applying it fails.
      TextEdit.apply(file.text(), edits);
      if (!edits.isEmpty() && (edits.getFirst().start() < begin || edits.getLast().end() > end)) {
        throw new IllegalArgumentException("outside the region");
      }
      return edits;
    } catch (IllegalArgumentException e) {
      throw CommandFailure.failed(
          "bad_answer",
          "The server answered with edits that do not fit the region; nothing was changed, run"
              + " brisk stop and try again.",
          e);
    }
  }

  /** Writes the edits to the file, all or nothing, and notes in the journal how to undo them. */
  public Committed commit(List<TextEdit> edits) {
    return workspace.commit(
        file,
        region,
        edits,
        new UndoJournal(surroundings.stateDir().path()),
        request.instruction());
  }
}
