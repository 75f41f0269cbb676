package dev.brisk.server.respond;

import dev.brisk.edit.EditFailure;
import dev.brisk.edit.EditProposal;
import dev.brisk.edit.EditRequest;
import dev.brisk.edit.EditResult;
import dev.brisk.edit.Hunk;
import dev.brisk.edit.Region;
import dev.brisk.edit.format.EditFormat;
import dev.brisk.edit.format.EditFormats;
import dev.brisk.edit.format.EditStream;
import dev.brisk.edit.format.Ending;
import dev.brisk.engine.CancelToken;
import dev.brisk.engine.Generation;
import dev.brisk.engine.GenerationResult;
import dev.brisk.engine.Sampling;
import dev.brisk.wire.api.EditCompleted;
import dev.brisk.wire.api.EditCreate;
import dev.brisk.wire.api.EditFailed;
import dev.brisk.wire.api.EditHunk;
import dev.brisk.wire.api.EditServerEvent;
import dev.brisk.wire.api.EditStarted;
import dev.brisk.wire.api.EditStats;
import dev.brisk.wire.api.HunkLines;
import dev.brisk.wire.api.Replacement;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes edits: a request becomes a prompt, the response hunks and at last an edit. Safe for use by
 * many threads.
 */
public final class EditService {
  /** Output tokens of an edit that names no limit, beside what its region may take. */
  private static final int OUTPUT_TOKENS = 512;

  private final Responder responder;
  private final DirectAnswers direct = new DirectAnswers();

  public EditService(Responder responder) {
    this.responder = responder;
  }

  /**
   * Makes one attempt at an edit in the calling thread. The last event is a completion or a
   * failure, whatever happens.
   *
   * @param id the edit's name in the events
   * @param attempt its number in the events
   * @param arrived {@link System#nanoTime} when the request arrived; the figures count from there
   * @param cancel set by others to stop; the engine looks at it between steps
   * @param events takes the events in order
   */
  public void run(
      EditCreate create,
      String id,
      int attempt,
      long arrived,
      CancelToken cancel,
      Consumer<EditServerEvent> events)
      throws InterruptedException {
    try {
      new Attempt(create, id, attempt, arrived, cancel, events).run();
    } catch (RefusedException e) {
      events.accept(EditFailed.of(id, attempt, e.code(), e.sentence()));
    } catch (RuntimeException | Error e) {
      // Errors too (no memory, a stack that is full): else the client would wait for ever.
      System.getLogger(EditService.class.getName())
          .log(System.Logger.Level.ERROR, "An edit failed unexpectedly.", e);
      events.accept(
          EditFailed.of(
              id,
              attempt,
              EditFailed.INTERNAL_ERROR,
              "The server failed (" + e + "); nothing was changed, try again."));
    }
  }

  private final class Attempt {
    private final EditCreate create;
    private final String id;
    private final int attempt;
    private final long arrived;
    private final CancelToken cancel;
    private final Consumer<EditServerEvent> events;
    private long submitted;
    private int hunks;

    Attempt(
        EditCreate create,
        String id,
        int attempt,
        long arrived,
        CancelToken cancel,
        Consumer<EditServerEvent> events) {
      this.create = create;
      this.id = id;
      this.attempt = attempt;
      this.arrived = arrived;
      this.cancel = cancel;
      this.events = events;
    }

    void run() throws InterruptedException {
      var model = responder.model();
      checkModel(model);
      var limit = create.options().maxTokens();
      if (limit != null && limit < 1) {
        throw new RefusedException(
            EditFailed.BAD_REQUEST, "'max_tokens' must be at least 1; leave it out or give more.");
      }
      var format = format(model);
      var request =
          new EditRequest(
              create.path(),
              create.text(),
              new Region(create.region().firstLine(), create.region().lastLine()),
              create.instruction(),
              create.cursorLine(),
              null);
      var refused = request.check();
      if (refused.isEmpty() && mayAnswerDirectly()) {
        var found = direct.answer(request);
        if (found.isPresent()) {
          answer(found.get());
          return;
        }
      }
      refused = format.check(request);
      if (refused.isPresent()) {
        fail(refused.get(), null);
        return;
      }
      var fitted = FittedPrompt.of(responder, format, request);
      submitted = System.nanoTime();
      var generation = responder.respond(fitted.prompt(), options(format, request));
      try {
        events.accept(
            new EditStarted(
                id,
                attempt,
                model.name(),
                format.name(),
                fitted.prompt().tokens().length,
                fitted.contextCut()));
        read(generation, format.open(request));
      } finally {
        generation.cancel();
      }
    }

    /** Whoever names a format wants to see the model say it. */
    private boolean mayAnswerDirectly() {
      var options = create.options();
      return options.format() == null && !Boolean.FALSE.equals(options.direct());
    }

    private void answer(DirectAnswers.Direct found) {
      events.accept(new EditStarted(id, attempt, found.by(), found.rule(), 0, false));
      for (var hunk : found.proposal().hunks()) {
        events.accept(new EditHunk(id, attempt, hunks++, lines(hunk)));
      }
      var elapsed = milliseconds(System.nanoTime() - arrived);
      var rule = Math.round(found.nanos() / 1e3);
      complete(found.proposal(), new EditStats(elapsed, elapsed, 0, 0, 0, 0, 0, 0, rule));
    }

    private void read(Generation generation, EditStream stream) throws InterruptedException {
      boolean ended = false;
      for (var chunk = generation.next(); chunk.isPresent(); chunk = generation.next()) {
        if (ended) {
          continue;
        }
        for (var hunk : stream.accept(chunk.get().text())) {
          events.accept(new EditHunk(id, attempt, hunks++, lines(hunk)));
        }
        ended = stream.ended();
        if (ended) {
          // What follows cannot change the edit; the engine need not compute it.
          generation.cancel();
        }
      }
      finish(generation.result(), stream, ended);
    }

    private void finish(GenerationResult result, EditStream stream, boolean ended) {
      var ending = ended ? Ending.COMPLETE : ending(result);
      if (ending == null) {
        events.accept(
            new EditFailed(
                id,
                attempt,
                EditFailed.INTERNAL_ERROR,
                "The engine failed (" + result.message() + "); nothing was changed, try again.",
                null,
                stats(result)));
        return;
      }
      EditResult edit = stream.finish(ending);
      switch (edit) {
        case EditProposal proposal when unsure(result) ->
            fail(new EditFailure.Unsure(), stats(result));
        case EditProposal proposal -> complete(proposal, stats(result));
        case EditFailure failure -> fail(failure, stats(result));
      }
    }

    /**
     * Whether the model says that its edits are not worth showing when it is no surer than this.
     */
    private boolean unsure(GenerationResult result) {
      var threshold = responder.model().confidence();
      return !Boolean.TRUE.equals(create.options().force())
          && threshold.isPresent()
          && result.confidence().filter(threshold.get()::admits).isEmpty();
    }

    private @Nullable Ending ending(GenerationResult result) {
      return switch (result.reason()) {
        case STOP, STOP_STRING -> Ending.COMPLETE;
        case LENGTH -> Ending.CUT_OFF;
        case CANCELLED -> Ending.CANCELLED;
        case FAILED -> null;
      };
    }

    private void complete(EditProposal proposal, EditStats stats) {
      events.accept(
          new EditCompleted(
              id,
              attempt,
              proposal.edits().stream()
                  .map(edit -> new Replacement(edit.start(), edit.end(), edit.replacement()))
                  .toList(),
              proposal.hunks().stream().map(EditService::lines).toList(),
              proposal.dropped().stream().map(EditService::lines).toList(),
              proposal.minimality(),
              stats));
    }

    private void fail(EditFailure failure, @Nullable EditStats stats) {
      OptionalInt line = failure.line();
      events.accept(
          new EditFailed(
              id,
              attempt,
              failure.code(),
              failure.message(),
              line.isPresent() ? line.getAsInt() : null,
              stats));
    }

    /**
     * The first token counts when the engine has it: when it is read would depend on the reader.
     */
    private EditStats stats(GenerationResult result) {
      var stats = result.stats();
      long now = System.nanoTime();
      return new EditStats(
          stats.outputTokens() == 0 ? 0 : milliseconds(submitted - arrived + stats.ttftNanos()),
          milliseconds(now - arrived),
          stats.outputTokens(),
          stats.drafted(),
          stats.accepted(),
          stats.passes(),
          stats.promptTokens(),
          stats.cachedTokens(),
          0);
    }

    private void checkModel(ModelCard model) {
      var wanted = create.options().model();
      if (wanted != null && !wanted.equals(model.name())) {
        throw new RefusedException(
            EditFailed.UNKNOWN_MODEL,
            "The model "
                + wanted
                + " is not served here, but "
                + model.name()
                + "; leave the model out or start a server with that one.");
      }
    }

    private EditFormat format(ModelCard model) {
      var wanted = create.options().format();
      if (wanted == null) {
        wanted =
            model
                .editFormat()
                .or(() -> model.chats() ? Optional.of("region-chat") : Optional.empty())
                .orElseThrow(
                    () ->
                        new RefusedException(
                            "format_unsupported",
                            "The model "
                                + model.name()
                                + " names no edit format and has no known chat template; serve a model that can edit."));
      }
      var name = wanted;
      return EditFormats.byName(name, responder::isWord)
          .orElseThrow(
              () ->
                  new RefusedException(
                      EditFailed.BAD_REQUEST,
                      "The edit format "
                          + name
                          + " is unknown; use one of "
                          + String.join(", ", EditFormats.names())
                          + "."));
    }

    private ResponseOptions options(EditFormat format, EditRequest request) {
      var wanted = create.options();
      var draft =
          wanted.draft() == null || wanted.draft()
              ? format.draftText(request)
              : Optional.<String>empty();
      int limit =
          wanted.maxTokens() == null
              ? OUTPUT_TOKENS + format.draftText(request).map(String::length).orElse(0)
              : wanted.maxTokens();
      return new ResponseOptions(
          limit,
          Sampling.GREEDY,
          format.stopStrings(),
          draft,
          format.grammar(request),
          responder.model().confidence().isPresent(),
          cancel);
    }
  }

  private static HunkLines lines(Hunk hunk) {
    return new HunkLines(hunk.beforeLine(), hunk.removed(), hunk.afterLine(), hunk.added());
  }

  private static double milliseconds(long nanos) {
    return Math.round(nanos / 1e4) / 100.0;
  }
}
