package dev.brisk.lab.client;

import dev.brisk.edit.TextEdit;
import dev.brisk.lab.results.Sample.Outcome;
import dev.brisk.lab.results.Tokens;
import dev.brisk.wire.api.EditCancel;
import dev.brisk.wire.api.EditClientMessage;
import dev.brisk.wire.api.EditCompleted;
import dev.brisk.wire.api.EditCreate;
import dev.brisk.wire.api.EditFailed;
import dev.brisk.wire.api.EditHunk;
import dev.brisk.wire.api.EditOptions;
import dev.brisk.wire.api.EditQueued;
import dev.brisk.wire.api.EditRedirect;
import dev.brisk.wire.api.EditServerEvent;
import dev.brisk.wire.api.EditStarted;
import dev.brisk.wire.api.EditStats;
import dev.brisk.wire.api.LineRange;
import dev.brisk.wire.json.JsonException;
import dev.brisk.wire.stream.EditCodec;
import dev.brisk.wire.stream.WebSocketLink;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code edits}: Brisk's own WebSocket {@code /v1/edits}, one edit at a time a connection. Chunks
 * are hunks, as a person sees them; when the first token came is known only by the target's clock.
 */
final class EditsApi implements Api {
  /** Why an answer of the model is no edit; the target did what it could. */
  private static final Set<String> NOT_FROM_THE_MODEL =
      Set.of(
          EditFailed.BAD_REQUEST,
          EditFailed.UNKNOWN_MODEL,
          EditFailed.UNKNOWN_EDIT,
          EditFailed.PROMPT_TOO_LONG,
          EditFailed.INTERNAL_ERROR,
          EditFailed.CANCELLED,
          EditFailed.REDIRECTED);

  private final EditOptions options;
  private final boolean replay;
  private final Sockets sockets;

  /**
   * @param options of all edits
   * @param replay whether the recorded change is what the model is made to say
   */
  EditsApi(Target target, EditOptions options, boolean replay) {
    this.options = options;
    this.replay = replay;
    this.sockets = new Sockets(target, "/v1/edits");
  }

  @Override
  public String name() {
    return "edits";
  }

  @Override
  public boolean takes(Ask ask) {
    return ask instanceof Ask.Edit;
  }

  @Override
  public void ask(Ask ask, Call call) {
    if (!(ask instanceof Ask.Edit edit)) {
      throw new IllegalArgumentException("edits only edit");
    }
    call.sending(() -> {});
    @Nullable WebSocketLink kept = sockets.used();
    try {
      ask(edit, call, kept == null ? sockets.fresh() : kept);
    } catch (WebSocketLink.StatusException e) {
      call.failed(
          e.status() == 429 || e.status() == 503 ? Outcome.REFUSED : Outcome.ERROR,
          "no WebSocket: status " + e.status());
    } catch (IOException e) {
      Failures.note(e, call, false);
    }
  }

  private void ask(Ask.Edit edit, Call call, WebSocketLink link) {
    boolean clean = false;
    try {
      call.sending(() -> stop(link, call));
      link.send(EditCodec.write(message(edit, call.id())).getBytes(StandardCharsets.UTF_8));
      clean = read(edit, call, link);
    } catch (JsonException e) {
      call.failed(Outcome.NONSENSE, "an event was not understood: " + e.getMessage());
    } catch (IllegalArgumentException e) {
      call.failed(Outcome.NONSENSE, "an edit does not fit into the text: " + e.getMessage());
    } catch (IOException e) {
      Failures.note(e, call, call.firstNanos() != Call.NONE);
    }
    if (clean) {
      sockets.back(link);
    } else {
      link.close();
    }
  }

  private EditCreate message(Ask.Edit edit, String id) {
    var request = edit.request();
    var region = new LineRange(request.region().firstLine(), request.region().lastLine());
    return new EditCreate(
        id,
        request.path(),
        request.text(),
        region,
        request.instruction(),
        request.cursorLine(),
        replay ? options.replaying(edit.recordedRegion()) : options);
  }

  private static boolean read(Ask.Edit edit, Call call, WebSocketLink link) throws IOException {
    var asked = edit;
    var current = call;
    for (var text = link.receive(); text != null; text = link.receive()) {
      long arrived = link.arrivedNanos();
      var event = EditCodec.readEvent(text);
      if (!event.id().equals(call.id()) || !ends(asked, current, event, arrived)) {
        continue;
      }
      var redirect = call.redirect();
      if (current != call || redirect.isEmpty() || !interrupted(call)) {
        return true;
      }
      asked = (Ask.Edit) redirect.get().ask();
      current = redirect.get().call();
    }
    current.failed(Outcome.ERROR, "the target closed the connection: " + link.closeReason());
    return false;
  }

  private static boolean interrupted(Call call) {
    return call.why().filter(why -> why == Call.Why.INTERRUPT).isPresent();
  }

  private static boolean ends(Ask.Edit edit, Call call, EditServerEvent event, long arrived) {
    return switch (event) {
      case EditQueued queued -> false;
      case EditStarted started -> false;
      case EditHunk hunk -> {
        call.chunk(arrived, "");
        yield false;
      }
      case EditCompleted completed -> {
        if (call.firstNanos() == Call.NONE) {
          call.chunk(arrived, "");
        }
        note(call, completed.stats(), arrived);
        call.edited(TextEdit.apply(edit.request().text(), edits(completed)));
        call.completed(arrived);
        yield true;
      }
      case EditFailed failed -> {
        if (failed.stats() != null) {
          note(call, failed.stats(), arrived);
        }
        noteFailure(call, failed, arrived);
        yield true;
      }
    };
  }

  /** An answer that is no edit is an answer all the same: it took its time, and has no quality. */
  private static void noteFailure(Call call, EditFailed failed, long arrived) {
    var words = failed.code() + ": " + failed.message();
    if (failed.code().equals(EditFailed.SERVER_BUSY)
        || failed.code().equals(EditFailed.RATE_LIMITED)) {
      call.failed(arrived, Outcome.REFUSED, words);
    } else if (failed.stats() == null || NOT_FROM_THE_MODEL.contains(failed.code())) {
      call.failed(arrived, Outcome.ERROR, words);
    } else {
      call.chunk(arrived, words);
      call.completed(arrived);
    }
  }

  private static void note(Call call, EditStats stats, long arrived) {
    double rest = Math.max(0, stats.totalMs() - stats.ttftMs());
    call.firstToken((long) (stats.ttftMs() * 1e6), (long) (rest * 1e6), arrived);
    call.tokens(
        new Tokens(
            stats.tokens(),
            stats.promptTokens(),
            stats.cachedTokens(),
            stats.drafted(),
            stats.accepted(),
            Tokens.Source.USAGE));
    // Waiting for a turn is a part of the first figure.
    call.serverTimes(
        stats.ttftMs() > 0
            ? new ServerTimes(-1, stats.ttftMs(), rest, stats.totalMs())
            : new ServerTimes(-1, -1, -1, stats.totalMs()));
  }

  private static List<TextEdit> edits(EditCompleted completed) {
    return completed.edits().stream()
        .map(edit -> new TextEdit(edit.start(), edit.end(), edit.replacement()))
        .toList();
  }

  private static void stop(WebSocketLink link, Call call) {
    var redirect = call.redirect();
    if (redirect.isPresent() && interrupted(call)) {
      var next = redirect.get();
      next.call().sending(() -> send(link, new EditCancel(call.id())));
      var instruction = ((Ask.Edit) next.ask()).request().instruction();
      send(link, new EditRedirect(call.id(), instruction));
    } else {
      send(link, new EditCancel(call.id()));
    }
  }

  private static void send(WebSocketLink link, EditClientMessage message) {
    try {
      link.send(EditCodec.write(message).getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      link.close();
    }
  }

  @Override
  public void close() {
    sockets.close();
  }
}
