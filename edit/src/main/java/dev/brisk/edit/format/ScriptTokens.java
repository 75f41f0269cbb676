package dev.brisk.edit.format;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Cuts text into the tokens of edit scripts: identifiers, numbers, double-quoted strings (which may
 * span lines), character literals, runs of white space, single characters. Their concatenation is
 * the text.
 *
 * <p>As in the reference of script-v1, except that letters beyond ASCII belong to identifiers and
 * that a quote in a character literal begins no string.
 */
final class ScriptTokens {
  private static final Pattern CHARACTER =
      Pattern.compile("'(?:[^'\\\\\\v]|\\\\u+[0-9a-fA-F]{4}|\\\\[0-7]{1,3}|\\\\[^\\v])'");

  private ScriptTokens() {}

  static List<String> of(String text) {
    var tokens = new ArrayList<String>();
    for (var at = 0; at < text.length(); ) {
      var end = end(text, at);
      tokens.add(text.substring(at, end));
      at = end;
    }
    return tokens;
  }

  /** Whether {@code text} is one identifier. */
  static boolean isIdentifier(String text) {
    return !text.isEmpty()
        && startsIdentifier(text.codePointAt(0))
        && identifierEnd(text, 0) == text.length();
  }

  private static int end(String text, int at) {
    var first = text.codePointAt(at);
    var next = at + Character.charCount(first);
    if (startsIdentifier(first)) {
      return identifierEnd(text, at);
    }
    if (Character.isDigit(first)) {
      while (next < text.length() && (isWord(text.codePointAt(next)) || text.charAt(next) == '.')) {
        next += Character.charCount(text.codePointAt(next));
      }
      return next;
    }
    if (first == '"') {
      return stringEnd(text, at);
    }
    if (first == '\'') {
      return characterEnd(text, at);
    }
    if (isSpace(first)) {
      while (next < text.length() && isSpace(text.charAt(next))) {
        next++;
      }
    }
    return next;
  }

  private static int identifierEnd(String text, int at) {
    while (at < text.length() && (isWord(text.codePointAt(at)) || text.charAt(at) == '$')) {
      at += Character.charCount(text.codePointAt(at));
    }
    return at;
  }

  /** Behind the closing quote, or behind the opening one if nothing closes it. */
  private static int stringEnd(String text, int at) {
    for (var i = at + 1; i < text.length(); i++) {
      if (text.charAt(i) == '\\') {
        i++;
      } else if (text.charAt(i) == '"') {
        return i + 1;
      }
    }
    return at + 1;
  }

  /** Behind a character literal, or behind the quote if it begins none (an apostrophe). */
  private static int characterEnd(String text, int at) {
    var literal = CHARACTER.matcher(text).region(at, text.length());
    return literal.lookingAt() ? literal.end() : at + 1;
  }

  private static boolean startsIdentifier(int c) {
    return Character.isLetter(c) || c == '_' || c == '$';
  }

  private static boolean isWord(int c) {
    return Character.isLetterOrDigit(c) || c == '_';
  }

  static boolean isSpace(int c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == 0x85;
  }
}
