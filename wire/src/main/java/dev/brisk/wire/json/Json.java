package dev.brisk.wire.json;

import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * A JSON value that was read. Jackson's streaming parser does the reading; there is no data
 * binding, whose first use costs a new process over 100 ms.
 */
public sealed interface Json
    permits Json.Text, Json.Numeral, Json.Bool, Json.Null, Json.Array, JsonObject {
  /** Deeper nesting than this is refused. */
  int MAX_DEPTH = 100;

  /** Text. */
  record Text(String value) implements Json {}

  /** A number as it was written. */
  record Numeral(String digits) implements Json {
    public double value() {
      return Double.parseDouble(digits);
    }
  }

  /** True or false. */
  record Bool(boolean value) implements Json {}

  /** The value null. */
  record Null() implements Json {}

  /** Values in order. */
  record Array(List<Json> items) implements Json {
    public Array {
      items = List.copyOf(items);
    }
  }

  /**
   * Reads one value.
   *
   * @throws JsonException if {@code text} is anything else than exactly one JSON value
   */
  static Json parse(String text) {
    try (var parser = Factory.JSON.createParser(ObjectReadContext.empty(), text)) {
      if (parser.nextToken() == null) {
        throw new JsonException("There is no JSON where some was expected.");
      }
      var value = JsonTree.read(parser, 0);
      if (parser.nextToken() != null) {
        throw new JsonException("There is more after the end of the JSON value.");
      }
      return value;
    } catch (JacksonException e) {
      var at = e.getLocation();
      var place = at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
      throw new JsonException("This is not JSON" + place + ": " + e.getOriginalMessage(), e);
    }
  }

  /**
   * Reads one object.
   *
   * @throws JsonException if {@code text} is anything else than exactly one JSON object
   */
  static JsonObject parseObject(String text) {
    if (parse(text) instanceof JsonObject object) {
      return object;
    }
    throw new JsonException("A JSON object was expected.");
  }

  /** What kind of value this is, for messages. */
  default String kind() {
    return switch (this) {
      case Text t -> "a string";
      case Numeral n -> "a number";
      case Bool b -> "a boolean";
      case Null n -> "null";
      case Array a -> "an array";
      case JsonObject o -> "an object";
    };
  }

  /** Made on first use. */
  final class Factory {
    static final JsonFactory JSON = new JsonFactory();

    private Factory() {}
  }
}
