package dev.brisk.edit.diff;

import java.util.regex.Pattern;

/**
 * Whether an instruction asks for a change of white space. Errs on the side of yes: then nothing is
 * dropped.
 */
public final class WhitespaceWish {
  private static final Pattern WORDS =
      Pattern.compile(
          "\\b(re|un|de|out)?-?(indent\\w*|format(s|ted|ting|ter)?|dent)\\b"
              + "|\\bwhite-?\\s?spaces?\\b|\\b(space[sd]?|spacing|tabs?|tabulat\\w+|blanks?|trailing|align\\w*)\\b"
              + "|\\b(empty|new|single|one|split|join|break|wrap|unwrap|separate)[\\w\\s-]{0,20}\\blines?\\b|\\bnewlines?\\b"
              + "|\\blines?[ -]?(breaks?|ends?|endings?|feeds?|lengths?|width)\\b|\\blines? \\d+|\\bcrlf\\b"
              + "|\\b(tidy|prettif\\w+|pretty-?print\\w*|lint|checkstyle|spotless|style)\\b",
          Pattern.CASE_INSENSITIVE);

  private WhitespaceWish() {}

  /** Whether {@code instruction} has a word for white space, layout or lines as such. */
  public static boolean in(String instruction) {
    return WORDS.matcher(instruction).find();
  }
}
