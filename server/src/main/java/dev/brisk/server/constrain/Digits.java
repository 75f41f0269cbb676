package dev.brisk.server.constrain;

import static dev.brisk.server.constrain.Expression.literal;
import static dev.brisk.server.constrain.Expression.sequence;

import dev.brisk.server.constrain.Expression.Choice;
import dev.brisk.server.constrain.Expression.One;
import dev.brisk.server.constrain.Expression.Repeat;
import java.util.ArrayList;
import java.util.List;

/** Texts of digits by their value. */
final class Digits {
  private Digits() {}

  /** Texts of as many digits as both have, with a value from the first to the last. */
  static Expression between(String first, String last) {
    int length = first.length();
    if (first.chars().allMatch(c -> c == '0') && last.chars().allMatch(c -> c == '9')) {
      return new Repeat(new One(CharacterSet.of('0', '9')), length, length);
    }
    char low = first.charAt(0);
    char high = last.charAt(0);
    var afterLow = first.substring(1);
    var afterHigh = last.substring(1);
    if (low == high) {
      return sequence(literal(first.substring(0, 1)), between(afterLow, afterHigh));
    }
    List<Expression> ways = new ArrayList<>();
    ways.add(sequence(literal(first.substring(0, 1)), between(afterLow, "9".repeat(length - 1))));
    ways.add(
        sequence(
            new One(CharacterSet.of(low + 1, high - 1)),
            between("0".repeat(length - 1), "9".repeat(length - 1))));
    ways.add(sequence(literal(last.substring(0, 1)), between("0".repeat(length - 1), afterHigh)));
    return new Choice(ways);
  }
}
