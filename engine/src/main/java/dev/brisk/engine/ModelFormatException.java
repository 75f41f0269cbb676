package dev.brisk.engine;

/**
 * A model file that cannot be used: broken, hostile, or of a kind that this engine does not know.
 * The message is one sentence that names the place and, where there is one, the cure; it is fit to
 * be shown to a person: names out of the file may hold anything, so control characters are shown as
 * U+FFFD, and a message is at most 2,000 characters long.
 */
public final class ModelFormatException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int LONGEST = 2000;

  public ModelFormatException(String message) {
    super(line(message));
  }

  public ModelFormatException(String message, Throwable cause) {
    super(line(message), cause);
  }

  private static String line(String message) {
    var line = new StringBuilder();
    message
        .codePoints()
        .limit(LONGEST)
        .forEach(c -> line.appendCodePoint(Character.isISOControl(c) ? 0xFFFD : c));
    return line.toString();
  }
}
