package dev.brisk.server.respond;

import dev.brisk.edit.script.OutputGrammar;
import dev.brisk.engine.CancelToken;
import dev.brisk.engine.Sampling;
import dev.brisk.server.answer.Origin;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * How a response is to be made.
 *
 * @param maxTokens most output tokens, at least 1; the end of the context ends the output too
 * @param stopStrings texts that end the output and are not part of it
 * @param draftText what the output is likely to resemble
 * @param grammar what the output may be
 * @param measured whether the result says how sure the model was
 * @param origin where the request comes from
 * @param shown control tokens that are spelled out in the text
 * @param topLogprobs how many of the likeliest tokens are told with each token; none tells nothing
 */
public record ResponseOptions(
    int maxTokens,
    Sampling sampling,
    List<String> stopStrings,
    Optional<String> draftText,
    Optional<OutputGrammar> grammar,
    boolean measured,
    Origin origin,
    CancelToken cancel,
    Set<Integer> shown,
    OptionalInt topLogprobs) {
  /** Without control tokens and probabilities. */
  public ResponseOptions(
      int maxTokens,
      Sampling sampling,
      List<String> stopStrings,
      Optional<String> draftText,
      Optional<OutputGrammar> grammar,
      boolean measured,
      Origin origin,
      CancelToken cancel) {
    this(
        maxTokens,
        sampling,
        stopStrings,
        draftText,
        grammar,
        measured,
        origin,
        cancel,
        Set.of(),
        OptionalInt.empty());
  }

  ResponseOptions unconstrained() {
    return new ResponseOptions(
        maxTokens,
        sampling,
        stopStrings,
        draftText,
        Optional.empty(),
        measured,
        origin,
        cancel,
        shown,
        topLogprobs);
  }

  ResponseOptions shown(Set<Integer> tokens) {
    return new ResponseOptions(
        maxTokens,
        sampling,
        stopStrings,
        draftText,
        grammar,
        measured,
        origin,
        cancel,
        tokens,
        topLogprobs);
  }
}
