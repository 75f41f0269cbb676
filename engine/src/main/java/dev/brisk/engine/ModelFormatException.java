package dev.brisk.engine;

/**
 * A model file that cannot be used: broken, hostile, or of a kind that this engine does not know.
 * The message is one sentence that names the place and, where there is one, the cure; it is fit to
 * be shown to a person.
 */
public final class ModelFormatException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ModelFormatException(String message) {
    super(message);
  }

  public ModelFormatException(String message, Throwable cause) {
    super(message, cause);
  }
}
