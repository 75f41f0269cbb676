package dev.brisk.server.constrain;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A regular expression that is being read. */
final class RegexText {
  /** Least, comma, most. */
  static final Pattern BOUNDS = Pattern.compile("\\{(\\d+)(,(\\d*))?\\}");

  private final String pattern;
  private int at;

  RegexText(String pattern) {
    this.pattern = pattern;
  }

  boolean atEnd() {
    return at >= pattern.length();
  }

  /** The next character, which is there. */
  int peek() {
    return pattern.codePointAt(at);
  }

  /** Takes the next character. */
  int next(String missing) {
    if (atEnd()) {
      throw refused(missing);
    }
    int character = peek();
    at += Character.charCount(character);
    return character;
  }

  boolean isNext(String text) {
    return pattern.startsWith(text, at);
  }

  boolean isNext(char... any) {
    if (!atEnd()) {
      for (char c : any) {
        if (pattern.charAt(at) == c) {
          return true;
        }
      }
    }
    return false;
  }

  /** Takes a text if it is next. */
  boolean take(String text) {
    boolean next = isNext(text);
    at += next ? text.length() : 0;
    return next;
  }

  /** Takes what a pattern matches, if it is next. */
  @Nullable MatchResult take(Pattern expected) {
    var matcher = expected.matcher(pattern).region(at, pattern.length());
    if (!matcher.lookingAt()) {
      return null;
    }
    at = matcher.end();
    return matcher.toMatchResult();
  }

  /** Takes what comes before a character, and that character. */
  String until(char end) {
    int to = pattern.indexOf(end, at);
    if (to < 0) {
      throw refused("has a part that is not closed by " + end);
    }
    var text = pattern.substring(at, to);
    at = to + 1;
    return text;
  }

  /** The exception that says what is wrong with the expression, and where. */
  ConstraintException refused(String what) {
    var shown = pattern.length() <= 60 ? pattern : pattern.substring(0, 60) + "…";
    return new ConstraintException(
        "The regular expression /%s/ %s (at character %d).".formatted(shown, what, at + 1));
  }
}
