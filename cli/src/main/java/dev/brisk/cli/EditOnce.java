package dev.brisk.cli;

import dev.brisk.cli.stats.EditRecord;
import dev.brisk.edit.TextEdit;
import dev.brisk.edit.workspace.Committed;
import dev.brisk.wire.api.EditCompleted;
import dev.brisk.wire.api.EditFailed;
import dev.brisk.wire.api.EditHunk;
import dev.brisk.wire.api.EditQueued;
import dev.brisk.wire.api.EditStarted;
import dev.brisk.wire.stream.EditClient;
import java.util.List;

/**
 * An edit without questions: shown or reported, and applied if that was asked for.
 *
 * @param record notes what becomes of it
 * @param apply whether the file is to be changed
 * @param json whether a program reads the result
 */
record EditOnce(EditTask task, EditClient client, EditRecord record, boolean apply, boolean json) {

  /** Runs it to its end and returns the exit code. */
  int run() throws InterruptedException {
    var call = client.create(task.request());
    var view = new DiffView(task);
    var contextCut = false;
    while (true) {
      switch (call.next()) {
        case EditQueued queued -> {
          if (!json) {
            view.queued(queued);
          }
        }
        case EditStarted started -> {
          record.by(started.model());
          contextCut = started.contextCut();
          if (!json) {
            view.started(started);
          }
        }
        case EditHunk hunk -> {
          if (!json) {
            view.hunk(hunk.lines());
          }
        }
        case EditCompleted completed -> {
          return json ? report(completed, contextCut) : show(view, completed);
        }
        case EditFailed failed -> {
          record.noEdit(failed.code());
          return json ? EditReport.failed(task, failed) : refuse(view, failed);
        }
      }
    }
  }

  private int report(EditCompleted completed, boolean contextCut) {
    var edits = proposed(completed);
    var committed = apply ? commit(edits) : null;
    EditReport.completed(task, edits, completed, contextCut, committed);
    return ExitCode.OK;
  }

  private int show(DiffView view, EditCompleted completed) {
    var edits = proposed(completed);
    view.completed(completed);
    if (edits.isEmpty()) {
      view.say("Nothing to do in " + task.file().name() + ".");
    } else if (apply) {
      view.applied(commit(edits));
    } else {
      view.say("Not applied; " + task.file().name() + " is as it was.");
    }
    return ExitCode.OK;
  }

  private List<TextEdit> proposed(EditCompleted completed) {
    var edits = task.edits(completed);
    if (edits.isEmpty()) {
      record.noEdit(EditRecord.NOTHING_TO_DO);
    } else {
      record.proposed();
    }
    return edits;
  }

  private Committed commit(List<TextEdit> edits) {
    var committed = task.commit(edits);
    if (!edits.isEmpty()) {
      record.accepted(committed.undoId().orElse(""));
    }
    return committed;
  }

  private int refuse(DiffView view, EditFailed failed) {
    view.failed(failed);
    return ExitCode.FAILED;
  }
}
