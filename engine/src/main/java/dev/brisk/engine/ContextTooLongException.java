package dev.brisk.engine;

/** A context that was asked for and is longer than the model or the memory allows. */
public final class ContextTooLongException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ContextTooLongException(String message) {
    super(message);
  }
}
