package dev.brisk.lab.results;

/**
 * How many tokens; {@link #UNKNOWN} where nobody says.
 *
 * @param output of the answer
 * @param prompt of what was asked
 * @param cached those of the prompt that came from a prefix cache
 * @param drafted proposed without running the model
 * @param accepted those drafted that were kept
 * @param source who counted the output
 */
public record Tokens(int output, int prompt, int cached, int drafted, int accepted, Source source) {
  /** Nobody says. */
  public static final int UNKNOWN = -1;

  /** Nothing is known. */
  public static final Tokens NONE =
      new Tokens(UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, Source.UNKNOWN);

  /** Who counts. */
  public enum Source {
    /** The target, in its usage. */
    USAGE,
    /** The tokenizer that {@link Run#tokenizer} names. */
    TOKENIZER,
    /** Nobody: chunks are no tokens. */
    UNKNOWN
  }
}
