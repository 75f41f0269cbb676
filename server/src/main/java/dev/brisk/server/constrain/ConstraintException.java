package dev.brisk.server.constrain;

/** A constraint that cannot be held. The message is a sentence that says why and what to do. */
public final class ConstraintException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ConstraintException(String sentence) {
    super(sentence);
  }
}
