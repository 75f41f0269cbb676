package dev.brisk.server.jinja;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Python's arithmetic, which also joins and repeats texts and lists. */
final class Numbers {
  /** Longer lists are not made. */
  private static final int LONGEST = 1_000_000;

  private Numbers() {}

  static Object add(Object left, Object right) {
    if (left instanceof Text a && right instanceof Text b) {
      return a.plus(b);
    }
    if (left instanceof List<?> a && right instanceof List<?> b) {
      var all = new ArrayList<Object>(a);
      all.addAll(b);
      return checked(all);
    }
    if (Values.isNumber(left) && Values.isNumber(right)) {
      return isDecimal(left, right)
          ? Values.number(left) + Values.number(right)
          : (Object) (Values.integer(left) + Values.integer(right));
    }
    throw unsuited("+", left, right);
  }

  static Object subtract(Object left, Object right) {
    check("-", left, right);
    return isDecimal(left, right)
        ? Values.number(left) - Values.number(right)
        : (Object) (Values.integer(left) - Values.integer(right));
  }

  static Object multiply(Object left, Object right) {
    if (left instanceof Text text && right instanceof Long count) {
      if (text.length() * Math.max(0, count) > Text.LONGEST) {
        throw new TemplateException("the text gets longer than " + Text.LONGEST + " characters");
      }
      var all = new TextBuilder();
      for (var i = 0L; i < count; i++) {
        all.add(text);
      }
      return all.build();
    }
    if (left instanceof List<?> list && right instanceof Long count) {
      if (list.size() * Math.max(0, count) > LONGEST) {
        throw new TemplateException("a list gets longer than " + LONGEST);
      }
      var all = new ArrayList<Object>();
      Collections.nCopies((int) Math.max(0, count), list).forEach(all::addAll);
      return all;
    }
    if (left instanceof Long && (right instanceof Text || right instanceof List<?>)) {
      return multiply(right, left);
    }
    check("*", left, right);
    return isDecimal(left, right)
        ? Values.number(left) * Values.number(right)
        : (Object) (Values.integer(left) * Values.integer(right));
  }

  static Object divide(Object left, Object right) {
    check("/", left, right);
    return Values.number(left) / nonZero(right);
  }

  static Object divideWhole(Object left, Object right) {
    check("//", left, right);
    var _ = nonZero(right);
    return isDecimal(left, right)
        ? Math.floor(Values.number(left) / Values.number(right))
        : (Object) Math.floorDiv(Values.integer(left), Values.integer(right));
  }

  static Object modulo(Object left, Object right) {
    if (left instanceof Text text) {
      return format(text, right instanceof List<?> list ? list : List.of(right));
    }
    check("%", left, right);
    var divisor = nonZero(right);
    if (isDecimal(left, right)) {
      return Values.number(left) - divisor * Math.floor(Values.number(left) / divisor);
    }
    return Math.floorMod(Values.integer(left), Values.integer(right));
  }

  static Object power(Object left, Object right) {
    check("**", left, right);
    var power = Math.pow(Values.number(left), Values.number(right));
    return isDecimal(left, right) || power != Math.rint(power) ? power : (Object) (long) power;
  }

  /** Printf with {@code %s} and {@code %d}. */
  static Text format(Text pattern, List<?> values) {
    var out = new TextBuilder();
    var string = pattern.string();
    var next = 0;
    for (var at = 0; at < string.length(); at++) {
      if (string.charAt(at) != '%' || at + 1 == string.length()) {
        out.add(pattern.substring(at, at + 1));
        continue;
      }
      switch (string.charAt(++at)) {
        case '%' -> out.add("%");
        case 's', 'd' -> {
          if (next == values.size()) {
            throw new TemplateException("there are fewer values than places in a format");
          }
          out.add(Values.string(values.get(next++)));
        }
        default ->
            throw new TemplateException(
                "the format '%" + string.charAt(at) + "' is not supported; %s and %d are");
      }
    }
    return out.build();
  }

  /** A number as Python writes it. */
  static String decimal(double value) {
    if (Double.isNaN(value)) {
      return "nan";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "inf" : "-inf";
    }
    var size = Math.abs(value);
    if (size == 0 || (size >= 1e-4 && size < 1e16)) {
      var plain = new BigDecimal(Double.toString(value)).toPlainString();
      return plain.contains(".") ? plain : plain + ".0";
    }
    var parts = Double.toString(value).split("E", -1);
    var exponent = Integer.parseInt(parts[1]);
    var digits = parts[0].endsWith(".0") ? parts[0].substring(0, parts[0].length() - 2) : parts[0];
    return "%se%s%02d".formatted(digits, exponent < 0 ? "-" : "+", Math.abs(exponent));
  }

  static List<Object> checked(List<Object> list) {
    if (list.size() > LONGEST) {
      throw new TemplateException("a list gets longer than " + LONGEST);
    }
    return list;
  }

  static boolean isDecimal(Object left, Object right) {
    return left instanceof Double || right instanceof Double;
  }

  private static double nonZero(Object value) {
    var number = Values.number(value);
    if (number == 0) {
      throw new TemplateException("something is divided by zero");
    }
    return number;
  }

  private static void check(String operator, Object left, Object right) {
    if (!Values.isNumber(left) || !Values.isNumber(right)) {
      throw unsuited(operator, left, right);
    }
  }

  private static TemplateException unsuited(String operator, Object left, Object right) {
    return new TemplateException(
        "'%s' does not go with %s and %s"
            .formatted(operator, Values.kind(left), Values.kind(right)));
  }
}
