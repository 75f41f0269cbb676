package dev.brisk.server.constrain;

import static dev.brisk.server.constrain.Expression.UNBOUNDED;

import dev.brisk.server.constrain.Expression.Choice;
import dev.brisk.server.constrain.Expression.One;
import dev.brisk.server.constrain.Expression.Repeat;
import dev.brisk.server.constrain.Expression.Sequence;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads regular expressions: what Python, Java and ECMAScript have in common, as far as it is
 * regular.
 */
final class RegexParser {
  /** More is refused: such a pattern is a mistake or an attack. */
  private static final int MAX_REPEAT = 100_000;

  private static final int MAX_DEPTH = 200;

  private final RegexText text;
  private final RegexCharacters characters;
  private int depth;

  RegexParser(String pattern, RegexFlags flags) {
    text = new RegexText(pattern);
    characters = new RegexCharacters(text, flags);
  }

  /**
   * One of the alternatives of a whole expression.
   *
   * @param fromStart whether {@code ^} comes first
   * @param toEnd whether {@code $} comes last
   */
  record Option(boolean fromStart, Expression body, boolean toEnd) {}

  /** The alternatives. */
  List<Option> parse() {
    var options = new ArrayList<Option>();
    do {
      boolean fromStart = text.take("^");
      var body = sequence();
      boolean toEnd = text.take("$");
      options.add(new Option(fromStart, body, toEnd));
    } while (text.take("|"));
    if (!text.atEnd()) {
      throw text.refused(
          switch (text.peek()) {
            case ')' -> "has a ) without a (";
            case '^' -> "has a ^ that is not at the start";
            default -> "has a $ that is not at the end";
          });
    }
    return options;
  }

  private Expression choice() {
    if (++depth > MAX_DEPTH) {
      throw text.refused("has groups more than " + MAX_DEPTH + " deep");
    }
    var options = new ArrayList<Expression>();
    do {
      options.add(sequence());
    } while (text.take("|"));
    depth--;
    return options.size() == 1 ? options.getFirst() : new Choice(options);
  }

  private Expression sequence() {
    var parts = new ArrayList<Expression>();
    while (!text.atEnd() && !text.isNext('|', ')', '$', '^')) {
      parts.add(repeated(atom()));
    }
    return parts.size() == 1 ? parts.getFirst() : new Sequence(parts);
  }

  private Expression atom() {
    if (text.take("(")) {
      return group();
    }
    if (text.take("[")) {
      return new One(characters.bracket());
    }
    if (text.take(".")) {
      return new One(characters.dot());
    }
    if (text.isNext('*', '+', '?')) {
      throw text.refused("has a " + Character.toString(text.peek()) + " with nothing before it");
    }
    if (text.isNext('{') && bounds() != null) {
      throw text.refused("has a repetition with nothing before it");
    }
    return new One(text.take("\\") ? characters.escape() : characters.literal());
  }

  private Expression group() {
    if (text.take("?")) {
      if (text.isNext('=', '!') || text.isNext("<=") || text.isNext("<!")) {
        throw text.refused("looks ahead or behind, which is not supported");
      }
      if (text.take("P<") || text.take("<")) {
        text.until('>');
      } else if (!text.take(":")) {
        throw text.refused(
            "has a group (?%s that is not supported; of those, only (?: and named groups are"
                .formatted(text.atEnd() ? "" : Character.toString(text.peek())));
      }
    }
    var body = choice();
    if (text.isNext('^', '$')) {
      throw text.refused("has a ^ or $ inside of a group, which is not supported");
    }
    if (!text.take(")")) {
      throw text.refused("has a ( without a )");
    }
    return body;
  }

  private Expression repeated(Expression item) {
    int[] bounds = bounds();
    if (bounds == null) {
      return item;
    }
    if (text.take("+")) {
      throw text.refused("has a possessive repetition, which is not supported");
    }
    // A lazy one allows the same texts.
    text.take("?");
    if (text.isNext('*', '+', '?') || (text.isNext('{') && bounds() != null)) {
      throw text.refused("repeats a repetition; put the inner one in a group");
    }
    return new Repeat(item, bounds[0], bounds[1]);
  }

  /** Least and most times, if a repetition comes; a brace that is none is a character. */
  private int @Nullable [] bounds() {
    if (text.take("*")) {
      return new int[] {0, UNBOUNDED};
    }
    if (text.take("+")) {
      return new int[] {1, UNBOUNDED};
    }
    if (text.take("?")) {
      return new int[] {0, 1};
    }
    var braces = text.take(RegexText.BOUNDS);
    if (braces == null) {
      return null;
    }
    int min = bound(braces.group(1));
    int max = braces.group(2) == null ? min : UNBOUNDED;
    if (braces.group(3) != null && !braces.group(3).isEmpty()) {
      max = bound(braces.group(3));
    }
    if (max != UNBOUNDED && max < min) {
      throw text.refused("has a repetition whose least is more than its most");
    }
    return new int[] {min, max};
  }

  private int bound(String digits) {
    if (digits.length() > 6 || Integer.parseInt(digits) > MAX_REPEAT) {
      throw text.refused("repeats more than %,d times".formatted(MAX_REPEAT));
    }
    return Integer.parseInt(digits);
  }
}
