package dev.brisk.server.jinja;

import dev.brisk.server.jinja.Callable.Arguments;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What may stand behind the bar. */
final class Filters {
  /** Makes another value of a value. */
  @FunctionalInterface
  interface Filter {
    Object apply(Object value, Arguments arguments);
  }

  private static final Map<String, Filter> ALL = new HashMap<>();

  static {
    // Nothing is escaped, so everything is safe.
    ALL.put("safe", (value, a) -> value);
    ALL.put("string", (value, a) -> Values.string(value));
    ALL.put("tojson", (value, a) -> JsonText.of(value, style(a)));
    ALL.put("length", (value, a) -> (long) Values.length(value));
    ALL.put("count", (value, a) -> (long) Values.length(value));
    ALL.put("list", (value, a) -> Values.items(value));
    ALL.put(
        "items",
        (value, a) -> value instanceof Undefined ? new ArrayList<>() : entries(map(value)));
    ALL.put("default", Filters::otherwise);
    ALL.put("d", Filters::otherwise);
    ALL.put("trim", (value, a) -> method(value, "strip", a));
    ALL.put("replace", (value, a) -> method(value, "replace", a));
    ALL.put("upper", (value, a) -> method(value, "upper", a));
    ALL.put("lower", (value, a) -> method(value, "lower", a));
    ALL.put("title", (value, a) -> method(value, "title", a));
    ALL.put("capitalize", (value, a) -> method(value, "capitalize", a));
    ALL.put("indent", Filters::indented);
    ALL.put("format", (value, a) -> Numbers.format(Values.text(value), a.positional()));
    ALL.put("int", Filters::integer);
    ALL.put("float", (value, a) -> decimal(value, a.get(0, "default", 0.0)));
    ALL.put("abs", (value, a) -> Values.number(value) < 0 ? Numbers.multiply(value, -1L) : value);
    ALL.put(
        "join",
        (value, a) ->
            join(
                members(value, a.get(1, "attribute", None.NONE)),
                Values.string(a.get(0, "d", Text.EMPTY))));
    ALL.put("first", (value, a) -> Members.item(Values.items(value), 0L));
    ALL.put("last", (value, a) -> Members.item(Values.items(value), -1L));
    ALL.put("reverse", (value, a) -> Members.slice(value, null, null, -1));
    ALL.putAll(ListFilters.all());
  }

  private Filters() {}

  static @Nullable Filter byName(String name) {
    return ALL.get(name);
  }

  /** The arguments that the filter has in transformers, in its order. */
  private static JsonText.Style style(Callable.Arguments a) {
    var indent = a.get(1, "indent", None.NONE);
    var separators = a.get(2, "separators", None.NONE);
    var comma = indent == None.NONE ? ", " : ",";
    var colon = ": ";
    if (separators != None.NONE) {
      var both = Values.items(separators);
      if (both.size() != 2) {
        throw new TemplateException("separators are two strings");
      }
      comma = Values.text(both.get(0)).string();
      colon = Values.text(both.get(1)).string();
    }
    return new JsonText.Style(
        indent == None.NONE ? -1 : Values.index(indent),
        comma,
        colon,
        Values.truth(a.get(3, "sort_keys", false)),
        Values.truth(a.get(0, "ensure_ascii", false)));
  }

  private static Object method(Object value, String name, Arguments arguments) {
    var method = Methods.of(Values.string(value), name);
    if (method == null) {
      throw new TemplateException("the method '" + name + "' is not known");
    }
    return method.call(arguments);
  }

  private static Object otherwise(Object value, Arguments arguments) {
    var absent =
        Values.truth(arguments.get(1, "boolean", false))
            ? !Values.truth(value)
            : value instanceof Undefined;
    return absent ? arguments.get(0, "default_value", Text.EMPTY) : value;
  }

  private static Object integer(Object value, Arguments arguments) {
    if (Values.isNumber(value)) {
      return (long) Values.number(value);
    }
    try {
      return Long.valueOf(Values.string(value).string().strip());
    } catch (NumberFormatException e) {
      return arguments.get(0, "default", 0L);
    }
  }

  private static Object decimal(Object value, Object otherwise) {
    if (Values.isNumber(value)) {
      return Values.number(value);
    }
    try {
      return Double.valueOf(Values.string(value).string().strip());
    } catch (NumberFormatException e) {
      return otherwise;
    }
  }

  private static Object indented(Object value, Arguments arguments) {
    var width = arguments.get(0, "width", 4L);
    var indent =
        width instanceof Text text
            ? text
            : Text.of(" ".repeat(Math.clamp(Values.integer(width), 0, 1000)));
    var first = Values.truth(arguments.get(1, "first", false));
    var blank = Values.truth(arguments.get(2, "blank", false));
    var out = new TextBuilder();
    var number = 0;
    for (var line : Values.text(value).split("\n", Integer.MAX_VALUE)) {
      out.add(number > 0 ? "\n" : "");
      if (number > 0 ? blank || !line.isEmpty() : first) {
        out.add(indent);
      }
      out.add(line);
      number++;
    }
    return out.build();
  }

  static Map<Object, Object> map(Object value) {
    if (value instanceof Map<?, ?> map) {
      return Collections.unmodifiableMap(map);
    }
    throw new TemplateException(Values.kind(value) + " stands where a mapping is needed");
  }

  static List<Object> entries(Map<Object, Object> map) {
    var entries = new ArrayList<Object>();
    map.forEach((key, value) -> entries.add(new ArrayList<>(List.of(key, value))));
    return entries;
  }

  /** The items, or of each the member of this name. */
  static List<Object> members(Object value, Object attribute) {
    var items = Values.items(value);
    if (attribute != None.NONE) {
      items.replaceAll(item -> ListFilters.member(item, attribute));
    }
    return items;
  }

  static Text join(List<Object> items, Text separator) {
    var out = new TextBuilder();
    for (var i = 0; i < items.size(); i++) {
      out.add(i > 0 ? separator : Text.EMPTY).add(Values.string(items.get(i)));
    }
    return out.build();
  }

  static String capitalized(String text) {
    return text.isEmpty()
        ? text
        : text.substring(0, 1).toUpperCase(Locale.ROOT)
            + text.substring(1).toLowerCase(Locale.ROOT);
  }

  static String title(String text) {
    var out = new StringBuilder();
    var inside = false;
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      out.append(inside ? Character.toLowerCase(c) : Character.toTitleCase(c));
      inside = Character.isLetter(c);
    }
    return out.toString();
  }
}
