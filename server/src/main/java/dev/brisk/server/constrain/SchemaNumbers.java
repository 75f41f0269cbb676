package dev.brisk.server.constrain;

import dev.brisk.server.constrain.NumberRange.Bound;
import dev.brisk.wire.json.Json;
import dev.brisk.wire.json.JsonObject;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.stream.Stream;

/** Numbers that a schema admits. */
final class SchemaNumbers {
  /** Digits of a bound; a short text such as 1e999999999 must not become a long one. */
  private static final int MAX_DIGITS = 40;

  private SchemaNumbers() {}

  static Expression integer(JsonObject schema, String at) {
    checkStep(schema, at);
    return range(schema, at).integers();
  }

  static Expression number(JsonObject schema, String at) {
    if (schema.has("multipleOf")) {
      return integer(schema, at);
    }
    var range = range(schema, at);
    return range.low().isEmpty() && range.high().isEmpty()
        ? JsonText.anyNumber()
        : range.decimals();
  }

  private static void checkStep(JsonObject schema, String at) {
    var step = schema.members().get("multipleOf");
    if (step != null && decimal("multipleOf", step, at).compareTo(BigDecimal.ONE) != 0) {
      throw SchemaKeywords.unsupported("multipleOf", at);
    }
  }

  private static NumberRange range(JsonObject schema, String at) {
    var low =
        Stream.of(bound(schema, "minimum", false, at), bound(schema, "exclusiveMinimum", true, at))
            .flatMap(Optional::stream)
            .reduce((a, b) -> tighter(a, b, a.value().compareTo(b.value())));
    var high =
        Stream.of(bound(schema, "maximum", false, at), bound(schema, "exclusiveMaximum", true, at))
            .flatMap(Optional::stream)
            .reduce((a, b) -> tighter(a, b, b.value().compareTo(a.value())));
    return new NumberRange(low, high);
  }

  private static Bound tighter(Bound a, Bound b, int order) {
    return order > 0 || (order == 0 && a.open()) ? a : b;
  }

  private static Optional<Bound> bound(JsonObject schema, String keyword, boolean open, String at) {
    return schema.member(keyword).map(value -> new Bound(decimal(keyword, value, at), open));
  }

  /**
   * The number that a keyword has.
   *
   * @throws ConstraintException if it is none, or has too many digits
   */
  static BigDecimal decimal(String keyword, Json value, String at) {
    if (!(value instanceof Json.Numeral(var digits))) {
      throw new ConstraintException(
          "The JSON schema has %s as '%s' (at %s); it must be a number."
              .formatted(value.kind(), keyword, at));
    }
    var number = new BigDecimal(digits);
    if (number.signum() != 0
        && (Math.abs((long) number.precision() - number.scale()) > MAX_DIGITS
            || Math.abs((long) number.scale()) > MAX_DIGITS)) {
      throw new ConstraintException(
          "The JSON schema has a '%s' (at %s) of more than %d digits; use a smaller one."
              .formatted(keyword, at, MAX_DIGITS));
    }
    return number;
  }
}
