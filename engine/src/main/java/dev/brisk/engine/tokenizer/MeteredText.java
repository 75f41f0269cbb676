package dev.brisk.engine.tokenizer;

/**
 * A text that may be looked at only so often, so that a regular expression out of a model file
 * cannot run for ever.
 */
final class MeteredText implements CharSequence {
  /** The allowance is used up. */
  static final class Spent extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Spent() {
      super("a regular expression takes too long", null, false, false);
    }
  }

  private final String text;
  private long left;

  MeteredText(String text, long looks) {
    this.text = text;
    this.left = looks;
  }

  @Override
  public char charAt(int index) {
    if (--left < 0) {
      throw new Spent();
    }
    return text.charAt(index);
  }

  @Override
  public int length() {
    return text.length();
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return text.subSequence(start, end);
  }

  @Override
  public String toString() {
    return text;
  }
}
