package dev.brisk.server.store;

/** The store has not answered. */
final class StoreAwayException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean asked;

  /**
   * @param asked whether the question was sent, so that it may have been heard
   */
  StoreAwayException(String why, boolean asked) {
    super(why, null, false, false);
    this.asked = asked;
  }

  boolean asked() {
    return asked;
  }
}
