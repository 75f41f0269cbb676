package dev.brisk.wire.json;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes JSON by hand into a buffer that can be used again: what goes out for every token must cost
 * next to nothing. The caller keeps the structure right; only commas are looked after.
 */
public final class JsonWriter {
  private static final char[] HEX = "0123456789abcdef".toCharArray();

  private final StringBuilder out = new StringBuilder(256);
  private boolean comma;

  /** With an empty buffer. */
  public JsonWriter() {}

  /** Empties the buffer. */
  public JsonWriter reset() {
    out.setLength(0);
    comma = false;
    return this;
  }

  public JsonWriter beginObject() {
    separate();
    out.append('{');
    comma = false;
    return this;
  }

  public JsonWriter endObject() {
    out.append('}');
    comma = true;
    return this;
  }

  public JsonWriter beginArray() {
    separate();
    out.append('[');
    comma = false;
    return this;
  }

  public JsonWriter endArray() {
    out.append(']');
    comma = true;
    return this;
  }

  public JsonWriter name(String name) {
    separate();
    quote(name);
    out.append(':');
    comma = false;
    return this;
  }

  public JsonWriter value(@Nullable String text) {
    separate();
    if (text == null) {
      out.append("null");
    } else {
      quote(text);
    }
    comma = true;
    return this;
  }

  public JsonWriter value(long number) {
    separate();
    out.append(number);
    comma = true;
    return this;
  }

  /** A number; null where it is not finite, which JSON cannot say. */
  public JsonWriter value(double number) {
    separate();
    if (!Double.isFinite(number)) {
      out.append("null");
    } else if (number == Math.rint(number) && Math.abs(number) < 1e15) {
      out.append((long) number);
    } else {
      out.append(number);
    }
    comma = true;
    return this;
  }

  public JsonWriter value(boolean bool) {
    separate();
    out.append(bool);
    comma = true;
    return this;
  }

  public JsonWriter nullValue() {
    separate();
    out.append("null");
    comma = true;
    return this;
  }

  /** Writes a value that is JSON already. */
  public JsonWriter raw(String json) {
    separate();
    out.append(json);
    comma = true;
    return this;
  }

  public JsonWriter member(String name, @Nullable String value) {
    return name(name).value(value);
  }

  public JsonWriter member(String name, long value) {
    return name(name).value(value);
  }

  public JsonWriter member(String name, double value) {
    return name(name).value(value);
  }

  public JsonWriter member(String name, boolean value) {
    return name(name).value(value);
  }

  public JsonWriter member(String name, List<String> values) {
    name(name).beginArray();
    for (var value : values) {
      value(value);
    }
    return endArray();
  }

  /** Writes a value that was read. */
  public JsonWriter value(Json json) {
    switch (json) {
      case Json.Text text -> value(text.value());
      case Json.Bool bool -> value(bool.value());
      case Json.Null nothing -> nullValue();
      case Json.Numeral number -> {
        separate();
        out.append(number.digits());
        comma = true;
      }
      case Json.Array array -> {
        beginArray();
        array.items().forEach(this::value);
        endArray();
      }
      case JsonObject object -> {
        beginObject();
        object.members().forEach((name, value) -> name(name).value(value));
        endObject();
      }
    }
    return this;
  }

  /** What was written so far. */
  @Override
  public String toString() {
    return out.toString();
  }

  private void separate() {
    if (comma) {
      out.append(',');
    }
  }

  private void quote(String text) {
    out.append('"');
    int clean = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= ' ' && c != '"' && c != '\\' && !Character.isSurrogate(c)) {
        continue;
      }
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
        continue;
      }
      out.append(text, clean, i);
      clean = i + 1;
      escape(c);
    }
    out.append(text, clean, text.length()).append('"');
  }

  /**
   * A lone surrogate is escaped too: UTF-8 cannot say it, and it would arrive as a question mark.
   */
  private void escape(char c) {
    switch (c) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      default -> {
        out.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
          out.append(HEX[(c >> shift) & 15]);
        }
      }
    }
  }
}
