package dev.brisk.engine;

/** Tokens that do not fit the context, or leave no room for output in it. */
public final class PromptTooLongException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int promptTokens;
  private final int contextLength;

  public PromptTooLongException(int promptTokens, int contextLength) {
    super(
        "the prompt has %d tokens and the context holds %d with at least one for the output; shorten the prompt or use a model with a longer context"
            .formatted(promptTokens, contextLength));
    this.promptTokens = promptTokens;
    this.contextLength = contextLength;
  }

  public int promptTokens() {
    return promptTokens;
  }

  public int contextLength() {
    return contextLength;
  }
}
