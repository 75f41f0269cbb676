package dev.brisk.server.jinja;

import dev.brisk.wire.json.Json;
import dev.brisk.wire.json.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** JSON as values of a template and back, written as Python's {@code json.dumps} does. */
final class JsonText {
  /**
   * How JSON is written.
   *
   * @param indent spaces a level; negative for all on one line
   * @param comma between members
   * @param colon behind names
   * @param sorted whether members of maps stand in the order of their names
   * @param ascii whether other characters are escaped
   */
  record Style(int indent, String comma, String colon, boolean sorted, boolean ascii) {}

  private final TextBuilder out = new TextBuilder();
  private final Style style;

  private JsonText(Style style) {
    this.style = style;
  }

  /** The value of this JSON; its strings were given. */
  static Object value(Json json) {
    return switch (json) {
      case Json.Text(var text) -> Text.given(text);
      case Json.Numeral numeral -> number(numeral);
      case Json.Bool(var truth) -> truth;
      case Json.Null() -> None.NONE;
      case Json.Array(var items) -> {
        var list = new ArrayList<Object>();
        items.forEach(item -> list.add(value(item)));
        yield list;
      }
      case JsonObject(var members) -> {
        var map = new LinkedHashMap<Object, Object>();
        members.forEach((name, member) -> map.put(Text.given(name), value(member)));
        yield map;
      }
    };
  }

  private static Object number(Json.Numeral numeral) {
    try {
      return Long.valueOf(numeral.digits());
    } catch (NumberFormatException e) {
      return numeral.value();
    }
  }

  /** The JSON of a value. */
  static Text of(Object value, Style style) {
    var json = new JsonText(style);
    json.write(value, 0);
    return json.out.build();
  }

  private void write(Object value, int depth) {
    switch (value) {
      case Text text -> quote(text);
      case Boolean b -> out.add(b ? "true" : "false");
      case Long n -> out.add(n.toString());
      case Double d -> out.add(Numbers.decimal(d));
      case None n -> out.add("null");
      case List<?> list -> {
        out.add("[");
        for (var i = 0; i < list.size(); i++) {
          separate(i == 0, depth + 1);
          write(list.get(i), depth + 1);
        }
        close(list.isEmpty(), depth, "]");
      }
      case Map<?, ?> map -> {
        out.add("{");
        var first = true;
        for (var entry : entries(map)) {
          separate(first, depth + 1);
          quote(Values.string(entry.getKey()));
          out.add(style.colon);
          write(entry.getValue(), depth + 1);
          first = false;
        }
        close(first, depth, "}");
      }
      default -> throw new TemplateException(Values.kind(value) + " cannot be written as JSON");
    }
  }

  private List<Map.Entry<?, ?>> entries(Map<?, ?> map) {
    var entries = new ArrayList<Map.Entry<?, ?>>(map.entrySet());
    if (style.sorted) {
      entries.sort(Comparator.comparing(entry -> Values.string(entry.getKey()).string()));
    }
    return entries;
  }

  private void separate(boolean first, int depth) {
    if (depth > 200) {
      throw new TemplateException("a value that is nested too deep cannot be written as JSON");
    }
    out.add(first ? "" : style.comma);
    line(depth);
  }

  private void close(boolean empty, int depth, String bracket) {
    if (!empty) {
      line(depth);
    }
    out.add(bracket);
  }

  private void line(int depth) {
    if (style.indent >= 0) {
      out.add("\n").add(" ".repeat(Math.min(style.indent, 16) * depth));
    }
  }

  private void quote(Text text) {
    out.add("\"");
    var marks = text.given();
    for (var i = 0; i < text.length(); i++) {
      var c = text.string().charAt(i);
      var spelled =
          switch (c) {
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            case '\b' -> "\\b";
            case '\f' -> "\\f";
            default ->
                c < 0x20 || (style.ascii && c > 0x7e)
                    ? "\\u%04x".formatted((int) c)
                    : Character.toString(c);
          };
      out.add(spelled, marks.get(i));
    }
    out.add("\"");
  }
}
