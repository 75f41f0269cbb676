package dev.brisk.server.respond;

import dev.brisk.server.answer.Conversation;
import java.util.Set;

/** A prompt as the responder that has prepared it wants it. */
public sealed interface PreparedPrompt {
  /** How many tokens it has; about how many where others count them. */
  int length();

  /**
   * For a model in this process.
   *
   * @param stopTokens the tokens that end the output
   */
  // Compared by nobody; the engine takes an array.
  @SuppressWarnings("ArrayRecordComponent")
  record Tokens(int[] tokens, Set<Integer> stopTokens) implements PreparedPrompt {
    @Override
    public int length() {
      return tokens.length;
    }
  }

  /** For a model elsewhere, which makes tokens itself. */
  record Chat(Conversation conversation, int length) implements PreparedPrompt {}
}
