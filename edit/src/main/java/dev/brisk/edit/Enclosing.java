package dev.brisk.edit;

import org.jspecify.annotations.Nullable;

/** Finds the region a person means who only names a line. */
public final class Enclosing {
  /** A method or block with more lines than this is not taken as one: a smaller block in it is. */
  static final int MOST_LINES = 60;

  private Enclosing() {}

  /**
   * The method around line {@code line} of {@code text} (with its annotations); if there is none or
   * it is longer than 60 lines, the innermost block; outside of any, the statement, comment or
   * paragraph. The empty region for an empty text.
   *
   * @param line from 1 to the number of lines (1 for an empty text)
   * @param language the language's name, or the file's path, or null
   * @throws IllegalArgumentException if the text has no such line
   */
  public static Region region(String text, int line, @Nullable String language) {
    var lines = Lines.of(text);
    if (line < 1 || line > Math.max(1, lines.count())) {
      throw new IllegalArgumentException(
          "there is no line " + line + " in a text of " + lines.count() + " lines");
    }
    if (lines.count() == 0) {
      return Region.all(0);
    }
    return switch (language == null ? Nesting.NONE : Nesting.ofPath(language)) {
      case BRACKETS -> BracketBlocks.enclosing(lines, line);
      case INDENTATION -> IndentedBlocks.enclosing(lines, line);
      case NONE -> paragraph(lines, line, 1, lines.count());
    };
  }

  /**
   * The lines around {@code line} up to the next blank ones, within {@code first} to {@code last};
   * a blank line alone.
   */
  static Region paragraph(Lines lines, int line, int first, int last) {
    if (lines.content(line).isBlank()) {
      return new Region(line, line);
    }
    var from = line;
    while (from > first && !lines.content(from - 1).isBlank()) {
      from--;
    }
    var to = line;
    while (to < last && !lines.content(to + 1).isBlank()) {
      to++;
    }
    return new Region(from, to);
  }
}
