package dev.brisk.edit.diff;

/**
 * Makes lines comparable by taking away white space that has no meaning. Lines are to be given in
 * order, since text blocks reach across them. Holds state.
 */
final class LineKey {
  private static final String TEXT_BLOCK = "\"\"\"";

  /** Two of one of these are another operator when they touch. */
  private static final String OPERATORS = "+-*/&|<>=!~^%?:.";

  private final boolean indentationCounts;
  private final boolean innerCounts;
  private boolean inTextBlock;

  /**
   * Keys of lines, the first of which begins within a text block or not.
   *
   * @param indentationCounts whether white space at the begin of a line has a meaning
   * @param innerCounts whether white space between words has one
   */
  LineKey(boolean indentationCounts, boolean innerCounts, boolean inTextBlock) {
    this.indentationCounts = indentationCounts;
    this.innerCounts = innerCounts;
    this.inTextBlock = inTextBlock;
  }

  /** Whether the next line begins within a text block. */
  boolean inTextBlock() {
    return inTextBlock;
  }

  /** The key of the next line; empty for a blank line, but not for one in a text block. */
  String of(String line) {
    var key = new StringBuilder();
    var at = 0;
    if (inTextBlock) {
      // The line end before it is text as well.
      key.append('\n');
      at = textBlock(line, 0, key);
    } else if (line.isBlank()) {
      return "";
    } else {
      at = line.length() - line.stripLeading().length();
      key.append(line, 0, indentationCounts ? at : 0);
    }
    while (at < line.length()) {
      var c = line.charAt(at);
      if (line.startsWith(TEXT_BLOCK, at)) {
        inTextBlock = true;
        key.append(TEXT_BLOCK);
        at = textBlock(line, at + TEXT_BLOCK.length(), key);
      } else if (c == '"' || c == '\'' || c == '`') {
        var end = Quote.end(line, at);
        key.append(line, at, end);
        at = end;
      } else if (Character.isWhitespace(c)) {
        at = whitespace(line, at, key);
      } else {
        key.append(c);
        at++;
      }
    }
    return key.toString();
  }

  /** Takes the text from {@code from} to the end of the text block or of the line. */
  private int textBlock(String line, int from, StringBuilder key) {
    for (var i = from; i < line.length(); i++) {
      if (line.charAt(i) == '\\') {
        i++;
      } else if (line.startsWith(TEXT_BLOCK, i)) {
        inTextBlock = false;
        var end = i + TEXT_BLOCK.length();
        key.append(line, from, end);
        return end;
      }
    }
    key.append(line, from, line.length());
    return line.length();
  }

  private int whitespace(String line, int from, StringBuilder key) {
    var end = from;
    while (end < line.length() && Character.isWhitespace(line.charAt(end))) {
      end++;
    }
    if (end < line.length()) {
      if (innerCounts) {
        key.append(line, from, end);
      } else if (from > 0 && separates(line.codePointBefore(from), line.codePointAt(end))) {
        key.append(' ');
      }
    }
    return end;
  }

  /** Whether the two would be read as one word or operator without white space between them. */
  private static boolean separates(int before, int after) {
    return (isWord(before) && isWord(after))
        || (before == after && OPERATORS.indexOf(before) >= 0)
        || (before == '/' && after == '*');
  }

  private static boolean isWord(int c) {
    return Character.isUnicodeIdentifierPart(c) || c == '$';
  }
}
