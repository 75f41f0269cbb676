package dev.brisk.syntax.complete;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts Java source into {@link Lexeme}s. Comments and blank lines are left out. What is no valid
 * Java is cut somehow: source with a cursor in it rarely is.
 */
public final class Lexer {
  /** Signs that mean other things with a space before them. */
  static final String SPACED_SIGNS = "<>?:-+&*";

  private static final String BEFORE_EQUALS = "=!<>+-*/%&|^";

  private final String source;
  private final List<Lexeme> lexemes = new ArrayList<>();
  private int at;
  private int lineStart;
  private int indentation;
  private boolean lineOpen;
  private boolean spaced;

  /**
   * What {@link #lex} finds.
   *
   * @param indentation of the last line that has something, in characters
   */
  public record Lexed(List<Lexeme> lexemes, int indentation) {}

  private Lexer(String source, int indentation, boolean lineOpen) {
    this.source = source;
    this.indentation = indentation;
    this.lineOpen = lineOpen;
  }

  /** Of a whole file. */
  public static List<Lexeme> lex(String source) {
    return lex(source, 0, false).lexemes();
  }

  /**
   * @param indentation of the line before {@code source}
   * @param lineOpen whether {@code source} begins within a line, so that no break comes first
   */
  public static Lexed lex(String source, int indentation, boolean lineOpen) {
    var lexer = new Lexer(source, indentation, lineOpen);
    lexer.run();
    return new Lexed(lexer.lexemes, lexer.indentation);
  }

  private void run() {
    while (at < source.length()) {
      var c = source.charAt(at);
      if (c == '\n') {
        at++;
        lineStart = at;
        lineOpen = false;
        spaced = false;
      } else if (Character.isWhitespace(c)) {
        at++;
        spaced = true;
      } else if (source.startsWith("//", at)) {
        at = orEnd(source.indexOf('\n', at));
      } else if (source.startsWith("/*", at)) {
        var end = source.indexOf("*/", at + 2);
        at = end < 0 ? source.length() : end + 2;
        // Code behind a comment of many lines stands in the line that the comment ends in.
        lineStart = Math.max(lineStart, source.lastIndexOf('\n', at - 1) + 1);
      } else {
        var from = at;
        at = end(c);
        add(from);
      }
    }
  }

  private void add(int from) {
    if (!lineOpen) {
      var depth = from - lineStart;
      lexemes.add(
          new Lexeme(
              depth > indentation
                  ? Lexeme.DEEPER
                  : depth < indentation ? Lexeme.SHALLOWER : Lexeme.LEVEL,
              false));
      indentation = depth;
      lineOpen = true;
      spaced = false;
    }
    var text = source.substring(from, at);
    var telling = spaced && text.length() == 1 && SPACED_SIGNS.indexOf(text.charAt(0)) >= 0;
    lexemes.add(new Lexeme(telling ? " " + text : text, spaced));
    spaced = false;
  }

  /** Where the lexeme that begins with {@code c} ends. */
  private int end(char c) {
    if (Character.isJavaIdentifierStart(c)) {
      var end = at + 1;
      while (end < source.length() && Character.isJavaIdentifierPart(source.charAt(end))) {
        end++;
      }
      return end;
    }
    if (Character.isDigit(c)) {
      var end = at + 1;
      while (end < source.length()
          && (Character.isJavaIdentifierPart(source.charAt(end)) || source.charAt(end) == '.')) {
        end++;
      }
      return end;
    }
    if (source.startsWith("\"\"\"", at)) {
      var end = source.indexOf("\"\"\"", at + 3);
      return end < 0 ? source.length() : end + 3;
    }
    return c == '"' || c == '\'' ? endOfQuoted(c) : at + signLength(c);
  }

  private int endOfQuoted(char quote) {
    for (var end = at + 1; end < source.length(); end++) {
      var c = source.charAt(end);
      if (c == quote) {
        return end + 1;
      }
      if (c == '\n') {
        return end;
      }
      if (c == '\\') {
        end++;
      }
    }
    return source.length();
  }

  private int signLength(char c) {
    if (source.startsWith("...", at)) {
      return 3;
    }
    var next = at + 1 < source.length() ? source.charAt(at + 1) : ' ';
    var doubled = next == c && "+-&|:".indexOf(c) >= 0;
    var arrow = c == '-' && next == '>';
    var equals = next == '=' && BEFORE_EQUALS.indexOf(c) >= 0;
    return doubled || arrow || equals ? 2 : 1;
  }

  private int orEnd(int found) {
    return found < 0 ? source.length() : found;
  }
}
