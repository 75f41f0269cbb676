package dev.brisk.edit;

import org.jspecify.annotations.Nullable;

/** Finds the region a person means who only names a line. */
public final class Enclosing {
  private Enclosing() {}

  /**
   * The smallest method or block around line {@code line} of {@code text} that is worth editing as
   * one.
   *
   * @param line from 1 to the number of lines (1 for an empty text)
   * @param language the language's name, or a path that ends in its usual ending, or null
   * @throws IllegalArgumentException if the text has no such line
   */
  public static Region region(String text, int line, @Nullable String language) {
    throw new UnsupportedOperationException();
  }
}
