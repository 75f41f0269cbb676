package dev.brisk.server.answer;

import dev.brisk.engine.Sampling;
import java.util.List;
import java.util.OptionalInt;

/**
 * How the tokens of an answer are chosen and where it ends.
 *
 * @param maxTokens most output tokens, at least 1; none leaves it to the model's context
 * @param stop texts that end the answer and are not part of it
 * @param topLogprobs how many alternatives are told with each token, 0 to 20; none tells no
 *     probabilities at all
 */
public record Decoding(
    Sampling sampling, OptionalInt maxTokens, List<String> stop, OptionalInt topLogprobs) {
  public Decoding {
    stop = List.copyOf(stop);
  }

  /** The likeliest tokens, to the end of the context. */
  public static Decoding greedy() {
    return new Decoding(Sampling.GREEDY, OptionalInt.empty(), List.of(), OptionalInt.empty());
  }
}
