package dev.brisk.server.jinja;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What may stand behind {@code is}. */
final class Tests {
  /** Whether a value is so. */
  @FunctionalInterface
  interface Test {
    boolean test(Object value, Callable.Arguments arguments);
  }

  private interface Comparison {
    boolean of(Object left, Object right);
  }

  private static final Map<String, Test> ALL = new HashMap<>();

  static {
    ALL.put("defined", (value, arguments) -> !(value instanceof Undefined));
    ALL.put("undefined", (value, arguments) -> value instanceof Undefined);
    ALL.put("none", (value, arguments) -> value == None.NONE);
    ALL.put("string", (value, arguments) -> value instanceof Text);
    ALL.put("mapping", (value, arguments) -> value instanceof Map);
    ALL.put("boolean", (value, arguments) -> value instanceof Boolean);
    ALL.put("true", (value, arguments) -> Boolean.TRUE.equals(value));
    ALL.put("false", (value, arguments) -> Boolean.FALSE.equals(value));
    ALL.put("integer", (value, arguments) -> value instanceof Long);
    ALL.put("float", (value, arguments) -> value instanceof Double);
    ALL.put("number", (value, arguments) -> Values.isNumber(value));
    ALL.put("callable", (value, arguments) -> value instanceof Callable);
    // As in Jinja, where strings and mappings count too, and what is undefined is empty.
    ALL.put("sequence", (value, arguments) -> isIterable(value));
    ALL.put("iterable", (value, arguments) -> isIterable(value));
    ALL.put("odd", (value, arguments) -> Math.floorMod(Values.integer(value), 2) == 1);
    ALL.put("even", (value, arguments) -> Math.floorMod(Values.integer(value), 2) == 0);
    ALL.put(
        "divisibleby",
        (value, arguments) ->
            Values.number(Numbers.modulo(value, arguments.require(0, "num"))) == 0);
    ALL.put("lower", (value, arguments) -> isCase(Values.string(value).string(), true));
    ALL.put("upper", (value, arguments) -> isCase(Values.string(value).string(), false));
    ALL.put("sameas", (value, arguments) -> isSame(value, arguments.require(0, "other")));
    ALL.put("in", (value, arguments) -> Values.contains(arguments.require(0, "seq"), value));
    comparison(Values::equal, "eq", "equalto", "==");
    comparison((left, right) -> !Values.equal(left, right), "ne", "!=");
    comparison((left, right) -> Values.compare(left, right) < 0, "lt", "lessthan", "<");
    comparison((left, right) -> Values.compare(left, right) > 0, "gt", "greaterthan", ">");
    comparison((left, right) -> Values.compare(left, right) <= 0, "le", "<=");
    comparison((left, right) -> Values.compare(left, right) >= 0, "ge", ">=");
  }

  private Tests() {}

  private static void comparison(Comparison comparison, String... names) {
    for (var name : names) {
      ALL.put(name, (value, arguments) -> comparison.of(value, arguments.require(0, "other")));
    }
  }

  static @Nullable Test byName(String name) {
    return ALL.get(name);
  }

  private static boolean isIterable(Object value) {
    return value instanceof Text
        || value instanceof List
        || value instanceof Map
        || value instanceof Undefined;
  }

  private static boolean isSame(Object left, Object right) {
    return left.getClass() == right.getClass() && Values.equal(left, right);
  }

  private static boolean isCase(String text, boolean lower) {
    var found =
        text.chars().anyMatch(c -> lower ? Character.isLowerCase(c) : Character.isUpperCase(c));
    return found
        && text.chars().noneMatch(c -> lower ? Character.isUpperCase(c) : Character.isLowerCase(c));
  }
}
