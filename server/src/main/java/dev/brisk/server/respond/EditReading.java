package dev.brisk.server.respond;

import dev.brisk.edit.EditRequest;
import dev.brisk.edit.Region;
import dev.brisk.engine.CancelToken;
import dev.brisk.engine.FinishReason;
import dev.brisk.server.answer.Caller;
import dev.brisk.server.answer.RefusedException;
import dev.brisk.wire.api.EditFailed;
import dev.brisk.wire.api.EditPrewarm;
import dev.brisk.wire.api.EditPrewarmed;
import java.util.Set;

/**
 * Reads what the prompt of an edit will begin with, before the person has finished asking, and
 * parses the file for the answers without a model. Safe for use by many threads.
 */
final class EditReading {
  /** Fewer tokens are read with the edit just as quickly. */
  private static final int LEAST = 16;

  private final Responder responder;
  private final DirectAnswers direct;

  EditReading(Responder responder, DirectAnswers direct) {
    this.responder = responder;
    this.direct = direct;
  }

  /**
   * Reads in the calling thread.
   *
   * @param typed the instruction so far; may be empty
   * @param number which reading of this id it is
   * @param caller who asks
   * @throws RefusedException if there can be no such edit
   */
  EditPrewarmed read(
      EditPrewarm asked, String typed, String id, int number, Caller caller, CancelToken cancel)
      throws InterruptedException {
    var format = ChosenFormat.of(asked.options(), responder);
    var request =
        new EditRequest(
            asked.path(),
            asked.text(),
            new Region(asked.region().firstLine(), asked.region().lastLine()),
            typed,
            asked.cursorLine(),
            null);
    check(request);
    if (DirectAnswers.mayAnswer(asked.options())) {
      direct.prepare(request);
    }
    var beginning = PromptBeginning.of(responder, format, request);
    int whole = beginning.map(PromptBeginning::whole).orElse(0);
    int prefix = beginning.map(b -> b.tokens().length).orElse(0);
    var done =
        new EditPrewarmed(
            id, number, responder.model().name(), format.name(), whole, prefix, 0, 0, true);
    if (prefix < LEAST) {
      return done;
    }
    var reading =
        responder.read(
            new PreparedPrompt.Tokens(beginning.orElseThrow().tokens(), Set.of()), caller, cancel);
    try {
      while (reading.next().isPresent()) {
        // The token that comes with it means nothing.
      }
    } finally {
      // Ends it where the client has gone.
      reading.cancel();
    }
    var result = reading.result();
    if (result.reason() == FinishReason.FAILED) {
      throw new RefusedException(
          EditFailed.INTERNAL_ERROR, "The engine failed (" + result.message() + "); try again.");
    }
    int cached = result.stats().cachedTokens();
    boolean complete = result.reason() != FinishReason.CANCELLED;
    return new EditPrewarmed(
        id,
        number,
        done.model(),
        done.format(),
        whole,
        prefix,
        cached,
        complete ? prefix - cached : 0,
        complete);
  }

  /** All but the instruction must be right already. */
  private static void check(EditRequest request) {
    new EditRequest(
            request.path(),
            request.lines(),
            request.region(),
            request.instruction() + "x",
            request.cursorLine(),
            request.language())
        .check()
        .ifPresent(
            failure -> {
              throw new RefusedException(failure.code(), failure.message());
            });
  }
}
