package dev.brisk.syntax.complete;

/**
 * A word, sign or literal of Java source, or the break before a line.
 *
 * @param text as it stands there; of signs that mean different things with a space before them
 *     ({@code List<String>}, {@code a < b}) with that space
 * @param spaced whether a space stands before it
 */
public record Lexeme(String text, boolean spaced) {
  /** Breaks before a line that is indented more than the last one, as much, or less. */
  static final String DEEPER = "\n+";

  static final String LEVEL = "\n=";
  static final String SHALLOWER = "\n-";

  static boolean isBreak(String text) {
    return text.charAt(0) == '\n';
  }

  static boolean isName(String text) {
    return Character.isJavaIdentifierStart(text.charAt(0));
  }

  static boolean isQuoted(String text) {
    return text.charAt(0) == '"' || text.charAt(0) == '\'';
  }

  static boolean isNumber(String text) {
    return Character.isDigit(text.charAt(0));
  }
}
