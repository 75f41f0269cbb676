package dev.brisk.server.jinja;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What Python does with values. They are {@link Text}, {@link Long}, {@link Double}, {@link
 * Boolean}, {@link List}, {@link Map}, {@link Namespace}, {@link Callable}, {@link None} and {@link
 * Undefined}.
 */
final class Values {
  private Values() {}

  static boolean truth(Object value) {
    return switch (value) {
      case Boolean b -> b;
      case Text t -> !t.isEmpty();
      case Long n -> n != 0;
      case Double d -> d != 0;
      case List<?> list -> !list.isEmpty();
      case Map<?, ?> map -> !map.isEmpty();
      case None n -> false;
      case Undefined u -> false;
      default -> true;
    };
  }

  static boolean equal(Object left, Object right) {
    if (isNumber(left) && isNumber(right)) {
      return Numbers.isDecimal(left, right)
          ? (number(left) == number(right))
          : (integer(left) == integer(right));
    }
    if (left instanceof List<?> a && right instanceof List<?> b) {
      var size = a.size();
      if (size != b.size()) {
        return false;
      }
      for (var i = 0; i < size; i++) {
        if (!equal(a.get(i), b.get(i))) {
          return false;
        }
      }
      return true;
    }
    if (left instanceof Map<?, ?> a && right instanceof Map<?, ?> b) {
      return a.size() == b.size()
          && a.entrySet().stream()
              .allMatch(
                  entry ->
                      b.containsKey(entry.getKey())
                          && equal(
                              entry.getValue(), Objects.requireNonNull(b.get(entry.getKey()))));
    }
    return left instanceof Undefined ? right instanceof Undefined : left.equals(right);
  }

  static int compare(Object left, Object right) {
    if (isNumber(left) && isNumber(right)) {
      return Numbers.isDecimal(left, right)
          ? Double.compare(number(left), number(right))
          : Long.compare(integer(left), integer(right));
    }
    if (left instanceof Text a && right instanceof Text b) {
      return a.compareTo(b);
    }
    throw new TemplateException("%s and %s have no order".formatted(kind(left), kind(right)));
  }

  /** Whether {@code item in container}. */
  static boolean contains(Object container, Object item) {
    return switch (container) {
      case Text text when item instanceof Text part -> text.string().contains(part.string());
      case List<?> list -> list.stream().anyMatch(each -> equal(each, item));
      case Map<?, ?> map -> map.containsKey(item);
      case Undefined u -> false;
      default ->
          throw new TemplateException("%s cannot be in %s".formatted(kind(item), kind(container)));
    };
  }

  static boolean isNumber(Object value) {
    return value instanceof Long || value instanceof Double || value instanceof Boolean;
  }

  static double number(Object value) {
    return switch (value) {
      case Double d -> d;
      case Long n -> n;
      case Boolean b -> b ? 1 : 0;
      default -> throw new TemplateException(kind(value) + " stands where a number is needed");
    };
  }

  static long integer(Object value) {
    return switch (value) {
      case Long n -> n;
      case Boolean b -> b ? 1 : 0;
      default -> throw new TemplateException(kind(value) + " stands where an integer is needed");
    };
  }

  static int index(Object value) {
    return Math.clamp(integer(value), Integer.MIN_VALUE, Integer.MAX_VALUE);
  }

  /** The text, which no other value is taken for. */
  static Text text(Object value) {
    if (value instanceof Text text) {
      return text;
    }
    throw new TemplateException(kind(value) + " stands where a string is needed");
  }

  static int length(Object value) {
    return switch (value) {
      case Text text -> text.string().codePointCount(0, text.length());
      case List<?> list -> list.size();
      case Map<?, ?> map -> map.size();
      case Undefined u -> 0;
      default -> throw new TemplateException(kind(value) + " has no length");
    };
  }

  /** What a loop goes over: a map's keys, a text's characters. A new list. */
  static List<Object> items(Object value) {
    return switch (value) {
      case List<?> list -> new ArrayList<>(list);
      case Map<?, ?> map -> new ArrayList<>(map.keySet());
      case Text text -> {
        var characters = new ArrayList<Object>();
        for (var at = 0; at < text.length(); ) {
          var end = text.string().offsetByCodePoints(at, 1);
          characters.add(text.substring(at, end));
          at = end;
        }
        yield characters;
      }
      case Undefined u -> new ArrayList<>();
      default -> throw new TemplateException("one cannot loop over " + kind(value));
    };
  }

  /** Python's {@code str}; nothing for what is undefined. */
  static Text string(Object value) {
    return switch (value) {
      case Text text -> text;
      case Undefined u -> Text.EMPTY;
      default -> {
        var out = new TextBuilder();
        represent(value, out);
        yield out.build();
      }
    };
  }

  /** Python's {@code repr}. */
  private static void represent(Object value, TextBuilder out) {
    switch (value) {
      case Text text -> quote(text, out);
      case Boolean b -> out.add(b ? "True" : "False");
      case Double d -> out.add(Numbers.decimal(d));
      case None n -> out.add("None");
      case Undefined u -> out.add("Undefined");
      case List<?> list -> join(list.iterator(), "[", "]", out);
      case Map<?, ?> map -> {
        out.add("{");
        var first = true;
        for (var entry : map.entrySet()) {
          out.add(first ? "" : ", ");
          represent(entry.getKey(), out);
          out.add(": ");
          represent(entry.getValue(), out);
          first = false;
        }
        out.add("}");
      }
      case Namespace n -> out.add("<Namespace>");
      case Callable c -> out.add("<function>");
      default -> out.add(value.toString());
    }
  }

  private static void join(Iterator<?> items, String open, String close, TextBuilder out) {
    out.add(open);
    while (items.hasNext()) {
      represent(items.next(), out);
      out.add(items.hasNext() ? ", " : "");
    }
    out.add(close);
  }

  private static void quote(Text text, TextBuilder out) {
    var quote = text.string().contains("'") && !text.string().contains("\"") ? "\"" : "'";
    out.add(quote);
    var marks = text.given();
    for (var i = 0; i < text.length(); i++) {
      var c = text.string().charAt(i);
      var spelled =
          switch (c) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            case '\\' -> "\\\\";
            default ->
                c == quote.charAt(0)
                    ? "\\" + c
                    : Character.isISOControl(c)
                        ? "\\x%02x".formatted((int) c)
                        : Character.toString(c);
          };
      out.add(spelled, marks.get(i));
    }
    out.add(quote);
  }

  /** What a value is, for messages. */
  static String kind(Object value) {
    return switch (value) {
      case Text t -> "a string";
      case Long n -> "an integer";
      case Double d -> "a number";
      case Boolean b -> "a truth value";
      case List<?> l -> "a list";
      case Map<?, ?> m -> "a mapping";
      case None n -> "None";
      case Undefined(var name) -> "'" + name + "', which is undefined,";
      default -> "a function or namespace";
    };
  }
}
