package dev.brisk.server.constrain;

import static dev.brisk.server.constrain.Expression.literal;
import static dev.brisk.server.constrain.Expression.optional;
import static dev.brisk.server.constrain.Expression.sequence;

import dev.brisk.server.constrain.Expression.Choice;
import dev.brisk.server.constrain.Expression.One;
import dev.brisk.server.constrain.Expression.Repeat;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Numbers between two bounds, written without an exponent, with at most {@link JsonText#MAX_DIGITS}
 * digits before and as many behind the point.
 *
 * @param low the lower bound, if there is one
 * @param high the upper bound, if there is one
 */
record NumberRange(Optional<Bound> low, Optional<Bound> high) {
  /**
   * A bound.
   *
   * @param open whether the value itself is out of bounds
   */
  record Bound(BigDecimal value, boolean open) {
    Bound negated() {
      return new Bound(value.negate(), open);
    }
  }

  private static final Bound ZERO = new Bound(BigDecimal.ZERO, false);
  private static final Bound ABOVE_ZERO = new Bound(BigDecimal.ZERO, true);
  private static final BigInteger MOST =
      BigInteger.TEN.pow(JsonText.MAX_DIGITS).subtract(BigInteger.ONE);

  private static final Expression DIGIT = new One(CharacterSet.of('0', '9'));

  /** Whole numbers. */
  Expression integers() {
    var first = low.map(NumberRange::firstInteger).orElse(MOST.negate());
    var last = high.map(b -> firstInteger(b.negated()).negate()).orElse(MOST);
    return new Choice(
        List.of(
            integers(first.max(BigInteger.ZERO), last),
            sequence(literal("-"), integers(last.negate().max(BigInteger.ONE), first.negate()))));
  }

  /** The least whole number that a lower bound admits. */
  private static BigInteger firstInteger(Bound bound) {
    var floor = bound.value().setScale(0, RoundingMode.FLOOR).toBigInteger();
    boolean itself = bound.value().compareTo(new BigDecimal(floor)) == 0 && !bound.open();
    return itself ? floor : floor.add(BigInteger.ONE);
  }

  /** Whole numbers from one that is not negative to another, without signs. */
  private static Expression integers(BigInteger first, BigInteger last) {
    List<Expression> byLength = new ArrayList<>();
    var from = first;
    while (from.compareTo(last) <= 0) {
      int digits = from.toString().length();
      var to = BigInteger.TEN.pow(digits).subtract(BigInteger.ONE).min(last);
      byLength.add(Digits.between(from.toString(), to.toString()));
      from = to.add(BigInteger.ONE);
    }
    return new Choice(byLength);
  }

  /** Numbers, whole or with a fraction. */
  Expression decimals() {
    var least = low.filter(b -> b.value().signum() >= 0).orElse(ZERO);
    var negativeLow =
        high.filter(b -> b.value().signum() < 0).map(Bound::negated).orElse(ABOVE_ZERO);
    return new Choice(
        List.of(
            decimals(least, high),
            sequence(literal("-"), decimals(negativeLow, low.map(Bound::negated)))));
  }

  /** Numbers from one that is not negative on, without signs. */
  private static Expression decimals(Bound low, Optional<Bound> high) {
    if (high.isPresent() && high.get().value().compareTo(low.value()) < 0) {
      return Expression.nothing();
    }
    var first = low.value().toBigInteger();
    var last = high.map(b -> b.value().toBigInteger());
    boolean same = last.isPresent() && last.get().equals(first);
    var limit = last.map(l -> l.subtract(BigInteger.ONE)).orElse(MOST);
    var anyFraction = optional(sequence(literal("."), new Repeat(DIGIT, 1, JsonText.MAX_DIGITS)));
    List<Expression> ways = new ArrayList<>();
    ways.add(
        sequence(
            literal(first.toString()),
            Fraction.between(Optional.of(low), same ? high : Optional.empty())));
    ways.add(sequence(integers(first.add(BigInteger.ONE), limit), anyFraction));
    if (last.isPresent() && !same) {
      ways.add(sequence(literal(last.get().toString()), Fraction.between(Optional.empty(), high)));
    }
    return new Choice(ways);
  }
}
