package dev.brisk.server.jinja;

import dev.brisk.server.jinja.Callable.Arguments;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** The methods of Python's strings, mappings and lists that templates call. */
final class Methods {
  private interface Method<T> {
    Object call(T self, Arguments arguments);
  }

  private static final Map<String, Method<Text>> TEXTS = new HashMap<>();
  private static final Map<String, Method<Map<Object, Object>>> MAPS = new HashMap<>();
  private static final Map<String, Method<List<Object>>> LISTS = new HashMap<>();

  static {
    TEXTS.put("strip", (text, a) -> strip(text, a, true, true));
    TEXTS.put("lstrip", (text, a) -> strip(text, a, true, false));
    TEXTS.put("rstrip", (text, a) -> strip(text, a, false, true));
    TEXTS.put("split", (text, a) -> split(text, a, false));
    TEXTS.put("rsplit", (text, a) -> split(text, a, true));
    TEXTS.put("splitlines", (text, a) -> lines(text));
    TEXTS.put("startswith", (text, a) -> any(a, part -> text.string().startsWith(part)));
    TEXTS.put("endswith", (text, a) -> any(a, part -> text.string().endsWith(part)));
    TEXTS.put(
        "replace",
        (text, a) ->
            text.replace(
                Values.text(a.require(0, "old")).string(),
                Values.text(a.require(1, "new")),
                limit(a.get(2, "count", -1L))));
    TEXTS.put("upper", (text, a) -> text.mapped(text.string().toUpperCase(Locale.ROOT)));
    TEXTS.put("lower", (text, a) -> text.mapped(text.string().toLowerCase(Locale.ROOT)));
    TEXTS.put("title", (text, a) -> text.mapped(Filters.title(text.string())));
    TEXTS.put("capitalize", (text, a) -> text.mapped(Filters.capitalized(text.string())));
    TEXTS.put("find", (text, a) -> (long) text.string().indexOf(part(a)));
    TEXTS.put("rfind", (text, a) -> (long) text.string().lastIndexOf(part(a)));
    TEXTS.put("count", (text, a) -> text.split(part(a), Integer.MAX_VALUE).size() - 1L);
    TEXTS.put("join", (text, a) -> Filters.join(Values.items(a.require(0, "iterable")), text));
    TEXTS.put("isdigit", (text, a) -> all(text, Character::isDigit));
    TEXTS.put("isalpha", (text, a) -> all(text, Character::isLetter));
    TEXTS.put("isalnum", (text, a) -> all(text, Character::isLetterOrDigit));
    TEXTS.put("isspace", (text, a) -> all(text, c -> Text.isSpace((char) c)));
    TEXTS.put(
        "removeprefix",
        (text, a) ->
            text.string().startsWith(part(a))
                ? text.substring(part(a).length(), text.length())
                : text);
    TEXTS.put(
        "removesuffix",
        (text, a) ->
            text.string().endsWith(part(a))
                ? text.substring(0, text.length() - part(a).length())
                : text);
    MAPS.put("items", (map, a) -> Filters.entries(map));
    MAPS.put("keys", (map, a) -> new ArrayList<>(map.keySet()));
    MAPS.put("values", (map, a) -> new ArrayList<>(map.values()));
    MAPS.put(
        "get", (map, a) -> map.getOrDefault(a.require(0, "key"), a.get(1, "default", None.NONE)));
    MAPS.put("copy", (map, a) -> new LinkedHashMap<>(map));
    LISTS.put("append", (list, a) -> append(list, a.require(0, "object")));
    LISTS.put("index", (list, a) -> index(list, a.require(0, "value")));
    LISTS.put("count", (list, a) -> count(list, a.require(0, "value")));
    LISTS.put("copy", (list, a) -> new ArrayList<>(list));
  }

  private Methods() {}

  /** Whether any value has such a method. */
  static boolean isKnown(String name) {
    return TEXTS.containsKey(name)
        || MAPS.containsKey(name)
        || LISTS.containsKey(name)
        || name.equals("cycle");
  }

  /** The method of this value, if it has one of this name. */
  @SuppressWarnings("unchecked") // Templates hold lists and mappings of objects only.
  static @Nullable Callable of(Object value, String name) {
    return switch (value) {
      case Text text -> bound(TEXTS.get(name), text);
      case Map<?, ?> map -> bound(MAPS.get(name), (Map<Object, Object>) map);
      case List<?> list -> bound(LISTS.get(name), (List<Object>) list);
      default -> null;
    };
  }

  private static <T> @Nullable Callable bound(@Nullable Method<T> method, T self) {
    return method == null ? null : arguments -> method.call(self, arguments);
  }

  private static String part(Arguments arguments) {
    return Values.text(arguments.require(0, "sub")).string();
  }

  private static Text strip(Text text, Arguments arguments, boolean left, boolean right) {
    var characters = arguments.get(0, "chars", None.NONE);
    return text.strip(characters == None.NONE ? "" : Values.text(characters).string(), left, right);
  }

  private static int limit(Object count) {
    var limit = Values.index(count);
    return limit < 0 ? Integer.MAX_VALUE : limit;
  }

  private static List<Object> split(Text text, Arguments arguments, boolean fromRight) {
    var separator = arguments.get(0, "sep", None.NONE);
    var limit = limit(arguments.get(1, "maxsplit", -1L));
    if (separator == None.NONE) {
      return new ArrayList<>(text.words(limit));
    }
    var string = Values.text(separator).string();
    if (string.isEmpty()) {
      throw new TemplateException("a text is split at nothing");
    }
    return new ArrayList<>(
        fromRight ? text.splitFromRight(string, limit) : text.split(string, limit));
  }

  private static List<Object> lines(Text text) {
    var lines = new ArrayList<Object>(text.split("\n", Integer.MAX_VALUE));
    if (lines.getLast() instanceof Text last && last.isEmpty()) {
      lines.removeLast();
    }
    lines.replaceAll(line -> ((Text) line).strip("\r", false, true));
    return lines;
  }

  private interface Part {
    boolean isThere(String part);
  }

  private static boolean any(Arguments arguments, Part test) {
    var parts = arguments.require(0, "prefix");
    return parts instanceof List<?> list
        ? list.stream().anyMatch(part -> test.isThere(Values.text(part).string()))
        : test.isThere(Values.text(parts).string());
  }

  private static boolean all(Text text, IntPredicate kind) {
    return !text.isEmpty() && text.string().chars().allMatch(kind);
  }

  private static Object append(List<Object> list, Object item) {
    list.add(item);
    var _ = Numbers.checked(list);
    return None.NONE;
  }

  private static Object index(List<Object> list, Object value) {
    for (var i = 0; i < list.size(); i++) {
      if (Values.equal(list.get(i), value)) {
        return (long) i;
      }
    }
    throw new TemplateException("a list does not hold what is looked for");
  }

  private static Object count(List<Object> list, Object value) {
    return list.stream().filter(item -> Values.equal(item, value)).count();
  }
}
