package dev.brisk.wire.api;

/**
 * A server that cannot be reached or understood; the message is a sentence that says what to do.
 */
public final class WireException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public WireException(String message) {
    super(message);
  }

  public WireException(String message, Throwable cause) {
    super(message, cause);
  }
}
