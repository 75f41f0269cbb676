package dev.brisk.server.jinja;

/** A template that cannot be read, or not be rendered with what it was given; says why. */
public class TemplateException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TemplateException(String message) {
    super(message, null, false, false);
  }

  /** The template itself refuses what it was given, by {@code raise_exception}. */
  public static final class Raised extends TemplateException {
    private static final long serialVersionUID = 1L;

    Raised(String message) {
      super(message);
    }
  }
}
