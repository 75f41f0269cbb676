package dev.brisk.server.constrain;

import static dev.brisk.server.constrain.Expression.literal;
import static dev.brisk.server.constrain.Expression.optional;
import static dev.brisk.server.constrain.Expression.sequence;

import dev.brisk.server.constrain.Expression.Choice;
import dev.brisk.server.constrain.Expression.One;
import dev.brisk.server.constrain.Expression.Repeat;
import dev.brisk.server.constrain.NumberRange.Bound;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What may stand behind the whole part of a number: nothing, or a point and digits, with a value
 * between bounds.
 */
final class Fraction {
  /**
   * What a bound still says: digits of which those before were met exactly.
   *
   * @param digits none stand for zeros
   * @param open whether the value itself is out of bounds
   */
  private record Edge(String digits, boolean open) {
    int first() {
      return digits.isEmpty() ? 0 : digits.charAt(0) - '0';
    }

    Edge rest() {
      return digits.isEmpty() ? this : new Edge(digits.substring(1), open);
    }

    /** Whether the value is all zeros from here on. */
    boolean isZero() {
      return digits.isEmpty();
    }
  }

  private Fraction() {}

  /**
   * Fractions between the fractions of two bounds, whose whole parts are the number's; without a
   * bound nothing is bounded on that side.
   */
  static Expression between(Optional<Bound> low, Optional<Bound> high) {
    var from = low.map(Fraction::edge);
    var to = high.map(Fraction::edge);
    return new Choice(
        List.of(
            mayEnd(from, to) ? Expression.empty() : Expression.nothing(),
            sequence(literal("."), more(from, to, JsonText.MAX_DIGITS))));
  }

  private static Edge edge(Bound bound) {
    var fraction = bound.value().remainder(BigDecimal.ONE).abs().stripTrailingZeros();
    var digits = fraction.signum() == 0 ? "" : fraction.toPlainString().substring(2);
    return new Edge(digits, bound.open());
  }

  /** Whether zeros alone are within the bounds from here on. */
  private static boolean mayEnd(Optional<Edge> low, Optional<Edge> high) {
    return low.map(l -> l.isZero() && !l.open()).orElse(true)
        && high.map(h -> !h.isZero() || !h.open()).orElse(true);
  }

  /** One digit or more. */
  private static Expression more(Optional<Edge> low, Optional<Edge> high, int most) {
    if (most == 0) {
      return Expression.nothing();
    }
    var bounded = low.filter(l -> !l.isZero() || l.open());
    if (bounded.isEmpty() && high.isEmpty()) {
      return new Repeat(new One(CharacterSet.of('0', '9')), 1, most);
    }
    int first = bounded.map(Edge::first).orElse(0);
    int last = high.map(Edge::first).orElse(9);
    List<Expression> ways = new ArrayList<>();
    for (int digit = first; digit <= last; digit++) {
      int chosen = digit;
      var from = bounded.filter(l -> chosen == first).map(Edge::rest);
      var to = high.filter(h -> chosen == last).map(Edge::rest);
      var then = more(from, to, most - 1);
      ways.add(
          sequence(literal(Integer.toString(digit)), mayEnd(from, to) ? optional(then) : then));
    }
    return new Choice(ways);
  }
}
