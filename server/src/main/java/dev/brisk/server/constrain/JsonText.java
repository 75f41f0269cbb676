package dev.brisk.server.constrain;

import static dev.brisk.server.constrain.Expression.UNBOUNDED;
import static dev.brisk.server.constrain.Expression.any;
import static dev.brisk.server.constrain.Expression.choice;
import static dev.brisk.server.constrain.Expression.literal;
import static dev.brisk.server.constrain.Expression.optional;
import static dev.brisk.server.constrain.Expression.sequence;

import dev.brisk.server.constrain.Expression.Call;
import dev.brisk.server.constrain.Expression.Choice;
import dev.brisk.server.constrain.Expression.Listing;
import dev.brisk.server.constrain.Expression.One;
import dev.brisk.server.constrain.Expression.Repeat;
import dev.brisk.wire.json.Json;
import dev.brisk.wire.json.JsonObject;
import dev.brisk.wire.json.JsonWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How JSON is spelled: on one line, with at most one space, after a colon or a comma, so that a
 * model has little to choose and cannot go on for ever with white space.
 */
final class JsonText {
  /** Digits of a whole number, before and behind the point: doubles do not hold more. */
  static final int MAX_DIGITS = 16;

  static final String ANY = "json";
  static final String OBJECT = "json object";
  private static final String STRING = "json string";
  private static final String CHARACTER = "json character";
  private static final String NUMBER = "json number";

  private static final Expression SPACE = optional(literal(" "));
  private static final Expression COMMA = sequence(literal(","), SPACE);
  private static final Expression COLON = sequence(literal(":"), SPACE);

  private static final CharacterSet ESCAPED =
      CharacterSet.of(0, 0x1F).with(CharacterSet.of("\"\\"));
  private static final CharacterSet PLAIN = ESCAPED.inverse();

  private JsonText() {}

  /** The rules for values of which nothing else is known. */
  static Map<String, Expression> rules() {
    var member = sequence(string(), COLON, anything());
    return Map.of(
        CHARACTER, character(),
        STRING, sequence(literal("\""), any(new Call(CHARACTER)), literal("\"")),
        NUMBER, number(),
        OBJECT, object(List.of(new Repeat(member, 0, UNBOUNDED))),
        ANY,
            choice(
                new Call(OBJECT),
                array(List.of(new Repeat(anything(), 0, UNBOUNDED))),
                string(),
                new Call(NUMBER),
                literal("true"),
                literal("false"),
                literal("null")));
  }

  static Expression anything() {
    return new Call(ANY);
  }

  static Expression string() {
    return new Call(STRING);
  }

  /** A text of so many characters. */
  static Expression string(int min, int max) {
    return quoted(new Repeat(new Call(CHARACTER), min, max));
  }

  /** A text that is spelled so. */
  static Expression quoted(Expression inside) {
    return sequence(literal("\""), inside, literal("\""));
  }

  static Expression anyNumber() {
    return new Call(NUMBER);
  }

  static Expression object(List<Repeat> members) {
    return sequence(literal("{"), new Listing(members, COMMA), literal("}"));
  }

  static Expression array(List<Repeat> items) {
    return sequence(literal("["), new Listing(items, COMMA), literal("]"));
  }

  static Expression member(Expression name, Expression value) {
    return sequence(name, COLON, value);
  }

  /** A value as it is, but for the spaces between its parts. */
  static Expression exactly(Json value) {
    return switch (value) {
      case Json.Array(var items) ->
          array(items.stream().map(item -> new Repeat(exactly(item), 1, 1)).toList());
      case JsonObject(var members) ->
          object(
              members.entrySet().stream()
                  .map(m -> new Repeat(member(name(m.getKey()), exactly(m.getValue())), 1, 1))
                  .toList());
      case Json.Text(var text) -> name(text);
      default -> literal(new JsonWriter().value(value).toString());
    };
  }

  /** A text in quotes, with no more escapes than it needs. */
  static Expression name(String text) {
    return quoted(literal(text).respelled(JsonText::spell));
  }

  /** How the characters of a set are spelled within quotes, with no more escapes than needed. */
  static Expression spell(CharacterSet set) {
    List<Expression> ways = new ArrayList<>();
    ways.add(new One(set.within(PLAIN)));
    for (var range : set.within(ESCAPED).ranges()) {
      for (int c = range.first(); c <= range.last(); c++) {
        ways.add(literal(escape(c)));
      }
    }
    return new Choice(ways);
  }

  private static String escape(int character) {
    return switch (character) {
      case '"' -> "\\\"";
      case '\\' -> "\\\\";
      case '\b' -> "\\b";
      case '\f' -> "\\f";
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      default -> "\\u%04x".formatted(character);
    };
  }

  /** One character of a text, in any spelling that stands for one. */
  private static Expression character() {
    var hex = new One(CharacterSet.of("0123456789abcdefABCDEF"));
    var d = new One(CharacterSet.of("dD"));
    var two = sequence(hex, hex);
    var lone =
        choice(
            sequence(new One(CharacterSet.of("0123456789abcefABCEF")), hex, two),
            sequence(d, new One(CharacterSet.of("01234567")), two));
    var high = sequence(d, new One(CharacterSet.of("89abAB")), two);
    var low = sequence(d, new One(CharacterSet.of("cdefCDEF")), two);
    return choice(
        new One(PLAIN),
        sequence(literal("\\"), new One(CharacterSet.of("\"\\/bfnrt"))),
        sequence(literal("\\u"), choice(lone, sequence(high, literal("\\u"), low))));
  }

  private static Expression number() {
    var digit = new One(CharacterSet.of('0', '9'));
    var exponent =
        sequence(
            new One(CharacterSet.of("eE")),
            optional(new One(CharacterSet.of("+-"))),
            new Repeat(digit, 1, 2));
    return sequence(
        optional(literal("-")),
        choice(
            literal("0"),
            sequence(new One(CharacterSet.of('1', '9')), new Repeat(digit, 0, MAX_DIGITS - 1))),
        optional(sequence(literal("."), new Repeat(digit, 1, MAX_DIGITS))),
        optional(exponent));
  }
}
