package dev.brisk.wire.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads the value that a parser stands at as a tree. */
final class JsonTree {
  private JsonTree() {}

  static Json read(JsonParser parser, int depth) {
    if (depth > Json.MAX_DEPTH) {
      throw new JsonException("The JSON is nested deeper than " + Json.MAX_DEPTH + " levels.");
    }
    return switch (parser.currentToken()) {
      case VALUE_STRING -> new Json.Text(parser.getString());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Json.Numeral(parser.getString());
      case VALUE_TRUE -> new Json.Bool(true);
      case VALUE_FALSE -> new Json.Bool(false);
      case VALUE_NULL -> new Json.Null();
      case START_ARRAY -> {
        var items = new ArrayList<Json>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          items.add(read(parser, depth + 1));
        }
        yield new Json.Array(items);
      }
      case START_OBJECT -> {
        Map<String, Json> members = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          var name = parser.currentName();
          parser.nextToken();
          members.put(name, read(parser, depth + 1));
        }
        yield new JsonObject(members);
      }
      default -> throw new JsonException("The JSON ends too early.");
    };
  }
}
