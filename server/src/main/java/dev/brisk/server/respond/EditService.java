package dev.brisk.server.respond;

import dev.brisk.edit.EditFailure;
import dev.brisk.edit.EditProposal;
import dev.brisk.edit.EditRequest;
import dev.brisk.edit.EditResult;
import dev.brisk.edit.Hunk;
import dev.brisk.edit.Region;
import dev.brisk.edit.format.EditFormat;
import dev.brisk.edit.format.EditStream;
import dev.brisk.edit.format.Ending;
import dev.brisk.edit.script.OutputGrammar;
import dev.brisk.engine.CancelToken;
import dev.brisk.engine.GenerationResult;
import dev.brisk.engine.Sampling;
import dev.brisk.server.answer.Caller;
import dev.brisk.server.answer.LimitedException;
import dev.brisk.server.answer.Origin;
import dev.brisk.server.answer.RefusedException;
import dev.brisk.server.metrics.Operation;
import dev.brisk.wire.api.EditCompleted;
import dev.brisk.wire.api.EditCreate;
import dev.brisk.wire.api.EditFailed;
import dev.brisk.wire.api.EditHunk;
import dev.brisk.wire.api.EditOptions;
import dev.brisk.wire.api.EditPrewarm;
import dev.brisk.wire.api.EditPrewarmed;
import dev.brisk.wire.api.EditQueued;
import dev.brisk.wire.api.EditServerEvent;
import dev.brisk.wire.api.EditServerMessage;
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

  private final Models models;
  private final DirectAnswers direct = new DirectAnswers();

  public EditService(Models models) {
    this.models = models;
  }

  /**
   * Reads, in the calling thread, what the prompt of an edit will begin with.
   *
   * @param typed the instruction so far; may be empty
   * @param id the prewarm's name in the message
   * @param number its number in the message
   * @param caller who asks
   * @param cancel set by others when there is something better to do
   * @return an {@link EditPrewarmed}, or an {@link EditFailed} for what cannot be edited
   * @throws LimitedException if it gets no turn
   */
  public EditServerMessage prewarm(
      EditPrewarm asked, String typed, String id, int number, Caller caller, CancelToken cancel)
      throws InterruptedException {
    try {
      return new EditReading(responder(asked.options()), direct)
          .read(asked, typed, id, number, caller, cancel);
    } catch (LimitedException e) {
      throw e;
    } catch (RefusedException e) {
      return EditFailed.of(id, 0, e.code(), e.sentence());
    } catch (RuntimeException | Error e) {
      return EditFailed.of(id, 0, EditFailed.INTERNAL_ERROR, unexpected(e, "try again"));
    }
  }

  private static String unexpected(Throwable e, String cure) {
    System.getLogger(EditService.class.getName())
        .log(System.Logger.Level.ERROR, "An edit failed unexpectedly.", e);
    return "The server failed unexpectedly, and its log says why; " + cure + ".";
  }

  /**
   * Makes one attempt at an edit in the calling thread. The last event is a completion or a
   * failure, whatever happens, unless it gets no turn.
   *
   * @param id the edit's name in the events
   * @param attempt its number in the events
   * @param origin where it comes from
   * @param arrived {@link System#nanoTime} when the request arrived; the figures count from there
   * @param cancel set by others to stop; the engine looks at it between steps
   * @param receiver takes the events in order
   * @throws LimitedException if it gets no turn; there was no event then but for its places in the
   *     queue
   */
  public void run(
      EditCreate create,
      String id,
      int attempt,
      Origin origin,
      long arrived,
      CancelToken cancel,
      Consumer<EditServerEvent> receiver)
      throws InterruptedException {
    var events = new CountedEvents(models.meters(), arrived, receiver);
    try {
      new Attempt(create, id, attempt, origin, arrived, cancel, events).run();
    } catch (LimitedException e) {
      events.refused(e.code());
      throw e;
    } catch (RefusedException e) {
      events.accept(EditFailed.of(id, attempt, e.code(), e.sentence()));
    } catch (RuntimeException | Error e) {
      // Errors too (no memory, a stack that is full): else the client would wait for ever.
      events.accept(
          EditFailed.of(
              id,
              attempt,
              EditFailed.INTERNAL_ERROR,
              unexpected(e, "nothing was changed, try again")));
    }
  }

  private Responder responder(EditOptions options) {
    var wanted = options.model();
    try {
      return wanted == null ? models.first() : models.named(wanted);
    } catch (RefusedException e) {
      throw new RefusedException(EditFailed.UNKNOWN_MODEL, e.sentence());
    }
  }

  private final class Attempt {
    private final EditCreate create;
    private final Responder responder;
    private final String id;
    private final int attempt;
    private final Origin origin;
    private final long arrived;
    private final CancelToken cancel;
    private final Consumer<EditServerEvent> events;
    private long submitted;
    private int hunks;

    Attempt(
        EditCreate create,
        String id,
        int attempt,
        Origin origin,
        long arrived,
        CancelToken cancel,
        Consumer<EditServerEvent> events) {
      this.create = create;
      this.responder = responder(create.options());
      this.id = id;
      this.attempt = attempt;
      this.origin = origin;
      this.arrived = arrived;
      this.cancel = cancel;
      this.events = events;
    }

    void run() throws InterruptedException {
      var model = responder.model();
      models.prompts().asked(model.name(), create, origin);
      var format = ChosenFormat.of(create.options(), responder);
      refuseReplay();
      var limit = create.options().maxTokens();
      if (limit != null && limit < 1) {
        throw new RefusedException(
            EditFailed.BAD_REQUEST, "'max_tokens' must be at least 1; leave it out or give more.");
      }
      var request =
          new EditRequest(
              create.path(),
              create.text(),
              new Region(create.region().firstLine(), create.region().lastLine()),
              create.instruction(),
              create.cursorLine(),
              null);
      var refused = request.check();
      if (refused.isEmpty() && DirectAnswers.mayAnswer(create.options())) {
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
      var generation =
          new MeteredGeneration(
              responder.respond(fitted.prompt(), options(format, request)),
              models.meters().begin(Operation.EDIT, model.name(), arrived));
      try {
        for (var at = generation.queued(); at.isPresent(); at = generation.queued()) {
          events.accept(new EditQueued(id, attempt, at.get().position(), at.get().waitMillis()));
        }
        events.accept(
            new EditStarted(
                id,
                attempt,
                model.name(),
                format.name(),
                fitted.prompt().length(),
                fitted.contextCut()));
        read(generation, format.open(request));
      } finally {
        generation.cancel();
      }
    }

    /** Such an edit is no answer to anything, so nobody may get one by accident. */
    private void refuseReplay() {
      if (create.options().replayRegion() != null && !responder.replays()) {
        throw new RefusedException(
            EditFailed.BAD_REQUEST,
            "'options.replay_region' is for measuring only; leave it out, or start the server with --lab-replay.");
      }
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

    private void read(MeteredGeneration generation, EditStream stream) throws InterruptedException {
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
          generation.complete();
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
          && create.options().replayRegion() == null
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

    /** What the model says if it changes the region to {@code after}. */
    private static String said(EditFormat format, EditRequest request, String after) {
      return format
          .output(request, after.lines().toList())
          .orElseThrow(
              () ->
                  new RefusedException(
                      EditFailed.BAD_REQUEST,
                      "The format "
                          + format.name()
                          + " cannot say what 'options.replay_region' asks for; leave it out."));
    }

    private ResponseOptions options(EditFormat format, EditRequest request) {
      var wanted = create.options();
      var draft =
          wanted.draft() == null || wanted.draft()
              ? format.draftText(request)
              : Optional.<String>empty();
      var replay =
          Optional.ofNullable(wanted.replayRegion()).map(after -> said(format, request, after));
      int limit =
          wanted.maxTokens() == null
              ? OUTPUT_TOKENS
                  + format.draftText(request).or(() -> replay).map(String::length).orElse(0)
              : wanted.maxTokens();
      return new ResponseOptions(
          limit,
          Sampling.GREEDY,
          format.stopStrings(),
          draft,
          replay.<OutputGrammar>map(ReplayedText::new).or(() -> format.grammar(request)),
          replay.isEmpty() && responder.model().confidence().isPresent(),
          origin,
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
