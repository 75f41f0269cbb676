package dev.brisk.server;

/** Ends a command with exit code 1 and one sentence for the person. */
final class CommandException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CommandException(String sentence) {
    super(sentence);
  }

  CommandException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
