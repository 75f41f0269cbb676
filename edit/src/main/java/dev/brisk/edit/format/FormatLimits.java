package dev.brisk.edit.format;

/**
 * How much of the text around the region goes into a prompt.
 *
 * @param beforeTokens tokens of the text before the region in token prompts ({@code
 *     brisk.edit.before_tokens})
 * @param afterTokens tokens of the text after the region in token prompts ({@code
 *     brisk.edit.after_tokens})
 * @param contextLines lines on either side of the region in chat prompts
 */
public record FormatLimits(int beforeTokens, int afterTokens, int contextLines) {
  /** Checks that nothing is negative. */
  public FormatLimits {
    if (beforeTokens < 0 || afterTokens < 0 || contextLines < 0) {
      throw new IllegalArgumentException("limits must not be negative");
    }
  }

  /** No context in token prompts, a few lines in chat prompts. */
  public static FormatLimits defaults() {
    return new FormatLimits(0, 0, 12);
  }

  /** These limits with others for token prompts. */
  public FormatLimits withTokens(int before, int after) {
    return new FormatLimits(before, after, contextLines);
  }

  /** These limits with another number of lines for chat prompts. */
  public FormatLimits withContextLines(int lines) {
    return new FormatLimits(beforeTokens, afterTokens, lines);
  }
}
