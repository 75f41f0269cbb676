package dev.brisk.cli.session;

import dev.brisk.cli.DiffView;
import dev.brisk.cli.EditTask;
import dev.brisk.cli.ExitCode;
import dev.brisk.cli.stats.EditRecord;
import dev.brisk.edit.TextEdit;
import dev.brisk.wire.api.EditCompleted;
import dev.brisk.wire.api.EditFailed;
import dev.brisk.wire.api.EditHunk;
import dev.brisk.wire.api.EditQueued;
import dev.brisk.wire.api.EditServerEvent;
import dev.brisk.wire.api.EditStarted;
import dev.brisk.wire.stream.EditCall;
import dev.brisk.wire.stream.EditClient;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One edit with a person in front of it. The diff appears while it is made; at any moment a key may
 * stop it or redirect it, and at the end a key decides. One thread does it all: it looks at the
 * keys and at the server's events in turn.
 */
public final class EditSession {
  private static final String WORKING = "working … (Ctrl-C stops, r redirects)";
  private static final String QUESTION = "Apply? y yes, n no, r redirect, q quit ";
  private static final String AGAIN = "r redirect, q quit ";

  /** Failures that other words cannot cure. */
  private static final Set<String> FINAL =
      Set.of(
          EditFailed.CONNECTION_LOST,
          EditFailed.SERVER_BUSY,
          EditFailed.BAD_REQUEST,
          EditFailed.UNKNOWN_MODEL,
          EditFailed.UNKNOWN_EDIT,
          EditFailed.INTERNAL_ERROR);

  private final EditClient client;
  private final EditRecord record;
  private EditTask task;
  private DiffView view;

  /** What is on offer once an attempt has ended well and is not empty. */
  private @Nullable List<TextEdit> offer;

  /** Whether the last attempt has ended without an edit. */
  private boolean failed;

  /**
   * A session for one task.
   *
   * @param record notes what becomes of it
   */
  public EditSession(EditTask task, EditClient client, EditRecord record) {
    this.task = task;
    this.client = client;
    this.record = record;
    this.view = new DiffView(task);
  }

  /** Runs it to its end and returns the exit code. */
  public int run() throws InterruptedException {
    try (var keys = Keyboard.open(task.surroundings().out())) {
      var call = client.create(task.request());
      var events = new EventPump(call);
      keys.status(WORKING);
      while (true) {
        var event = events.poll();
        if (event != null) {
          keys.clearStatus();
          var code = handle(event, call, keys);
          if (code != null) {
            return code;
          }
        }
        var key = keys.poll();
        if (key == Key.NONE) {
          continue;
        }
        keys.clearStatus();
        if (key == Key.REDIRECT) {
          redirect(call, events, keys);
          continue;
        }
        var code = offer == null ? withoutOffer(key, call, events) : decide(key, offer);
        if (code != null) {
          return code;
        }
        keys.status(status());
      }
    }
  }

  /** Shows an event; returns the exit code if it is the last thing. */
  private @Nullable Integer handle(EditServerEvent event, EditCall call, Keyboard keys) {
    if (event.attempt() != 0 && event.attempt() < call.attempt()) {
      return null;
    }
    switch (event) {
      case EditQueued queued -> view.queued(queued);
      case EditStarted started -> {
        record.by(started.model());
        view.started(started);
      }
      case EditHunk hunk -> view.hunk(hunk.lines());
      case EditCompleted completed -> {
        var edits = task.edits(completed);
        view.completed(completed);
        if (edits.isEmpty()) {
          record.noEdit(EditRecord.NOTHING_TO_DO);
          view.say("Nothing to do in " + task.file().name() + ".");
          return ExitCode.OK;
        }
        record.proposed();
        offer = edits;
      }
      case EditFailed failure -> {
        view.failed(failure);
        record.noEdit(failure.code());
        if (FINAL.contains(failure.code())) {
          return ExitCode.FAILED;
        }
        failed = true;
      }
    }
    keys.status(status());
    return null;
  }

  private String status() {
    return offer != null ? QUESTION : failed ? AGAIN : WORKING;
  }

  private @Nullable Integer withoutOffer(Key key, EditCall call, EventPump events)
      throws InterruptedException {
    if (key != Key.INTERRUPT && key != Key.QUIT) {
      // Nothing is applied that was not seen to its end.
      return null;
    }
    if (failed) {
      view.say(task.file().name() + " is as it was.");
      return ExitCode.FAILED;
    }
    call.cancel();
    record.noEdit(EditFailed.CANCELLED);
    view.stopped(events.awaitEnd());
    return ExitCode.FAILED;
  }

  private @Nullable Integer decide(Key key, List<TextEdit> edits) {
    return switch (key) {
      case YES -> {
        var committed = task.commit(edits);
        view.applied(committed);
        record.accepted(committed.undoId().orElse(""));
        yield ExitCode.OK;
      }
      case NO, QUIT, INTERRUPT -> {
        record.rejected();
        view.say("Not applied; " + task.file().name() + " is as it was.");
        yield ExitCode.FAILED;
      }
      case REDIRECT, OTHER, NONE -> null;
    };
  }

  /**
   * Takes a new instruction. The server stops at once only when it is given; until then what is on
   * the way is kept, so that a person who changes his mind has lost nothing.
   */
  private void redirect(EditCall call, EventPump events, Keyboard keys) {
    var words = keys.readLine("Instead (↑ for the last): ", task.request().instruction());
    if (words.isEmpty()) {
      keys.status(status());
      return;
    }
    if (offer != null) {
      record.rejected();
    } else if (!failed) {
      record.noEdit(EditFailed.REDIRECTED);
    }
    record.askedAgain();
    offer = null;
    failed = false;
    task = task.withInstruction(words.get());
    view = new DiffView(task);
    call.redirect(words.get());
    events.resume();
    keys.status(status());
  }
}
