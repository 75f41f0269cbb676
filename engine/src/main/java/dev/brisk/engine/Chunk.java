package dev.brisk.engine;

import java.util.List;

/**
 * What one step added to a response. A chunk is not a token: a verified draft brings many at once.
 *
 * @param tokens the new tokens, without the stop token
 * @param text their text; may be empty while a character is incomplete or a stop string may be
 *     beginning
 * @param probabilities one a token, where the request wanted them; else none
 */
public record Chunk(int[] tokens, String text, List<TokenProbability> probabilities) {
  /** Without probabilities. */
  public Chunk(int[] tokens, String text) {
    this(tokens, text, List.of());
  }
}
