package dev.brisk.server.answer;

import dev.brisk.engine.CancelToken;
import dev.brisk.server.constrain.OutputConstraint;
import java.util.Optional;

/**
 * One question to one model.
 *
 * @param model the name of the model
 * @param constraint what the text of the answer may be; calls of tools are not bound by it
 * @param prediction what the answer is likely to resemble: it becomes the draft, and changes
 *     nothing but the speed
 * @param prewarm whether nothing but the reading of the question is wanted: the answer has no text,
 *     and the next question that begins like this one is answered sooner
 * @param cancel set by others to stop; looked at between steps
 */
public record Question(
    String model,
    Ask ask,
    Optional<OutputConstraint> constraint,
    Optional<String> prediction,
    Decoding decoding,
    boolean prewarm,
    Origin origin,
    CancelToken cancel) {
  /** A question without constraint and prediction, answered greedily, from this machine. */
  public static Question of(String model, Ask ask) {
    return new Question(
        model,
        ask,
        Optional.empty(),
        Optional.empty(),
        Decoding.greedy(),
        false,
        Origin.LOCAL,
        new CancelToken());
  }

  public Question constraint(Optional<OutputConstraint> c) {
    return new Question(model, ask, c, prediction, decoding, prewarm, origin, cancel);
  }

  public Question prediction(Optional<String> text) {
    return new Question(model, ask, constraint, text, decoding, prewarm, origin, cancel);
  }

  public Question decoding(Decoding d) {
    return new Question(model, ask, constraint, prediction, d, prewarm, origin, cancel);
  }

  public Question prewarm(boolean only) {
    return new Question(model, ask, constraint, prediction, decoding, only, origin, cancel);
  }

  public Question origin(Origin o) {
    return new Question(model, ask, constraint, prediction, decoding, prewarm, o, cancel);
  }

  public Question cancel(CancelToken token) {
    return new Question(model, ask, constraint, prediction, decoding, prewarm, origin, token);
  }
}
