package dev.brisk.edit.diff;

/** Tells lines that say something from those of nothing but brackets and white space. */
public final class Word {
  private Word() {}

  /** Whether {@code line} has a letter or a digit. */
  public static boolean in(String line) {
    return line.codePoints().anyMatch(Character::isLetterOrDigit);
  }
}
