package dev.brisk.cli;

import dev.brisk.wire.api.EditCompleted;
import dev.brisk.wire.api.EditFailed;
import dev.brisk.wire.api.EditHunk;
import dev.brisk.wire.api.EditStarted;
import dev.brisk.wire.stream.EditClient;

/**
 * An edit without questions: shown or reported, and applied if that was asked for.
 *
 * @param apply whether the file is to be changed
 * @param json whether a program reads the result
 */
record EditOnce(EditTask task, EditClient client, boolean apply, boolean json) {

  /** Runs it to its end and returns the exit code. */
  int run() throws InterruptedException {
    var call = client.create(task.request());
    var view = new DiffView(task);
    var contextCut = false;
    while (true) {
      switch (call.next()) {
        case EditStarted started -> {
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
          return json ? EditReport.failed(task, failed) : refuse(view, failed);
        }
      }
    }
  }

  private int report(EditCompleted completed, boolean contextCut) {
    var edits = task.edits(completed);
    var committed = apply ? task.commit(edits) : null;
    EditReport.completed(task, edits, completed, contextCut, committed);
    return ExitCode.OK;
  }

  private int show(DiffView view, EditCompleted completed) {
    var edits = task.edits(completed);
    view.completed(completed);
    if (edits.isEmpty()) {
      view.say("Nothing to do in " + task.file().name() + ".");
    } else if (apply) {
      view.applied(task.commit(edits));
    } else {
      view.say("Not applied; " + task.file().name() + " is as it was.");
    }
    return ExitCode.OK;
  }

  private int refuse(DiffView view, EditFailed failed) {
    view.failed(failed);
    return ExitCode.FAILED;
  }
}
