package dev.brisk.engine.tokenizer;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Which regular expressions may come out of a model file: those whose work {@link MeteredText} can
 * measure. {@link Pattern} looks at no character while it tries the ways in which something may be
 * empty, and {@code (?:a?|b?)} sixty times over has 2^60 of them at the end of a text. So nothing
 * that may be empty is repeated, or is an alternative within a group: then the work between two
 * looks at the text is at most in proportion to the expression.
 *
 * <p>Reads an expression that {@link Pattern} has accepted, and refuses what it cannot follow.
 */
final class PatternShape {
  /** Characters of the longest expression; known pre-tokenizers have less than half of them. */
  static final int LONGEST = 1000;

  private static final int DEEPEST = 50;

  private final String pattern;
  private int at;

  private PatternShape(String pattern) {
    this.pattern = pattern;
  }

  /**
   * Compiles a regular expression whose work can be measured.
   *
   * @throws PatternSyntaxException if it is none
   */
  static Pattern compile(String pattern) {
    if (pattern.length() > LONGEST) {
      throw new PatternSyntaxException("it is longer than " + LONGEST + " characters", "", -1);
    }
    var compiled = Pattern.compile(pattern);
    var shape = new PatternShape(pattern);
    shape.alternatives(0);
    if (shape.at < pattern.length()) {
      throw shape.refused("its groups do not match");
    }
    return compiled;
  }

  /** Reads up to the end of a group or of all. Returns whether it may be empty. */
  private boolean alternatives(int depth) {
    if (depth > DEEPEST) {
      throw refused("its groups are nested too deeply");
    }
    var empty = sequence(depth);
    var several = false;
    while (next('|')) {
      several = true;
      empty |= sequence(depth);
    }
    if (several && empty && depth > 0) {
      throw refused("an alternative within a group may be empty");
    }
    return empty;
  }

  private boolean sequence(int depth) {
    var empty = true;
    while (at < pattern.length() && pattern.charAt(at) != '|' && pattern.charAt(at) != ')') {
      var atom = atom(depth);
      if (at < pattern.length() && "*+?{".indexOf(pattern.charAt(at)) >= 0) {
        if (atom) {
          throw refused("something that may be empty is repeated");
        }
        atom = quantifier();
      }
      empty &= atom;
    }
    return empty;
  }

  /** Returns whether no repetition at all is allowed. */
  private boolean quantifier() {
    var kind = pattern.charAt(at++);
    if (kind == '{') {
      var zero = pattern.startsWith("0", at);
      skipPast('}');
      kind = zero ? '*' : '+';
    }
    if (!next('?')) {
      next('+');
    }
    return kind != '+';
  }

  private boolean atom(int depth) {
    var c = pattern.charAt(at++);
    return switch (c) {
      case '^', '$' -> true;
      case '(' -> group(depth);
      case '[' -> {
        characterClass();
        yield false;
      }
      case '\\' -> escape();
      case '*', '+', '?', '{' -> throw refused("a repetition has nothing to repeat");
      default -> false;
    };
  }

  private boolean group(int depth) {
    var looksOnly = false;
    if (next('?')) {
      if (pattern.startsWith("<", at)
          && !pattern.startsWith("<=", at)
          && !pattern.startsWith("<!", at)) {
        skipPast('>');
      } else {
        looksOnly = "<=!".indexOf(pattern.charAt(at)) >= 0;
        while (at < pattern.length() && "<=!>:".indexOf(pattern.charAt(at)) < 0) {
          var flag = pattern.charAt(at++);
          if (flag == ')') {
            return true; // Flags for what follows.
          }
          if (flag == 'x') {
            throw refused("comments are not supported");
          }
        }
        next('<');
        at++;
      }
    }
    var empty = alternatives(depth + 1);
    if (!next(')')) {
      throw refused("a group does not end");
    }
    return empty || looksOnly;
  }

  private void characterClass() {
    next('^');
    if (pattern.startsWith("]", at)) {
      throw refused("a class begins with a bracket, which has to be escaped");
    }
    while (!next(']')) {
      if (pattern.startsWith("&&]", at) || at >= pattern.length()) {
        throw refused("a class does not end");
      }
      var c = pattern.charAt(at++);
      if (c == '[') {
        characterClass();
      } else if (c == '\\') {
        escape();
      }
    }
  }

  /** Returns whether it may be empty: boundaries and references to groups. */
  private boolean escape() {
    var c = pattern.charAt(at++);
    switch (c) {
      case 'Q', 'E' -> throw refused("quotations are not supported");
      // Java's look beyond the end of a text.
      case 'X' -> throw refused("graphemes are not supported");
      case 'c' -> at++;
      case 'k' -> skipPast('>');
      case 'p', 'P', 'x', 'N', 'b' -> {
        if (next('{')) {
          if (c == 'b') {
            throw refused("graphemes are not supported");
          }
          skipPast('}');
        }
      }
      default -> {}
    }
    return "bBAzZGk123456789".indexOf(c) >= 0;
  }

  private boolean next(char c) {
    var found = at < pattern.length() && pattern.charAt(at) == c;
    at += found ? 1 : 0;
    return found;
  }

  private void skipPast(char c) {
    at = pattern.indexOf(c, at) + 1;
    if (at == 0) {
      throw refused("'" + c + "' is missing");
    }
  }

  private PatternSyntaxException refused(String why) {
    return new PatternSyntaxException(why, pattern, at);
  }
}
