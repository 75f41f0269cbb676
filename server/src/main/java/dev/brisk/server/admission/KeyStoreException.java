package dev.brisk.server.admission;

/** The file of keys cannot be read or written; the message says so in a sentence. */
public final class KeyStoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  KeyStoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
