package dev.brisk.cli;

import dev.brisk.edit.EditRequest;
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
   * The edits that the server answered with, which {@link #commit} will take as long as the file
   * stays as it is.
   *
   * @throws CommandFailure if they are no edits at all, which no server of ours sends
   * @throws dev.brisk.edit.workspace.WorkspaceException if they reach beyond the region, or the
   *     file cannot hold them
   */
  public List<TextEdit> edits(EditCompleted completed) {
    try {
      var edits =
          completed.edits().stream()
              .map(edit -> new TextEdit(edit.start(), edit.end(), edit.replacement()))
              .toList();
      edited(edits);
      return edits;
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw CommandFailure.failed(
          "bad_answer",
          "The server answered with edits that do not fit the file; nothing was changed, run"
              + " brisk stop and try again.",
          e);
    }
  }

  /** The file as it would be with the edits. */
  SourceFile edited(List<TextEdit> edits) {
    return Workspace.edited(file, region, edits);
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
