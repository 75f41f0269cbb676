package dev.brisk.cli;

import dev.brisk.edit.TextEdit;
import dev.brisk.edit.workspace.Committed;
import dev.brisk.wire.api.EditCompleted;
import dev.brisk.wire.api.EditFailed;
import dev.brisk.wire.json.JsonWriter;
import dev.brisk.wire.stream.EditCodec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an edit came to, as one line of JSON on the standard output. */
final class EditReport {
  private EditReport() {}

  /**
   * The edit is there.
   *
   * @param contextCut whether the model was not shown the whole file
   * @param committed what became of the file, or null if it was not to be changed
   */
  static void completed(
      EditTask task,
      List<TextEdit> edits,
      EditCompleted completed,
      boolean contextCut,
      @Nullable Committed committed) {
    var out = new JsonWriter().beginObject();
    out.member("path", task.file().name());
    out.member("applied", committed != null && committed.changed());
    out.member("rebased", committed != null && committed.rebased());
    out.member("context_cut", contextCut);
    if (committed != null) {
      committed.undoId().ifPresent(id -> out.member("undo_id", id));
    }
    out.name("edits").beginArray();
    for (var edit : edits) {
      out.beginObject()
          .member("start", edit.start())
          .member("end", edit.end())
          .member("replacement", edit.replacement())
          .endObject();
    }
    out.endArray();
    out.member("dropped", completed.dropped().size());
    out.member("minimality", completed.minimality());
    var result = committed != null ? committed.file() : task.edited(edits);
    out.member("sha256", result.fingerprint());
    EditCodec.writeStats(out, completed.stats());
    task.surroundings().out().println(out.endObject());
  }

  /** There is no edit; returns the exit code. */
  static int failed(EditTask task, EditFailed failed) {
    var out = new JsonWriter().beginObject();
    out.name("error").beginObject();
    out.member("code", failed.code()).member("message", failed.message());
    if (failed.line() != null) {
      out.member("line", failed.line().longValue());
    }
    out.endObject();
    if (failed.stats() != null) {
      EditCodec.writeStats(out, failed.stats());
    }
    task.surroundings().out().println(out.endObject());
    return ExitCode.FAILED;
  }
}
