package dev.brisk.server.responses;

import dev.brisk.server.constrain.OutputConstraint;
import dev.brisk.wire.json.JsonObject;
import java.util.Map;
import java.util.Optional;

/** Reads {@code text.format}: what the text of the answer may be. */
final class TextFormat {
  private TextFormat() {}

  static Optional<OutputConstraint> of(JsonObject request) {
    return request.object("text").flatMap(text -> text.object("format")).flatMap(TextFormat::read);
  }

  private static Optional<OutputConstraint> read(JsonObject format) {
    var type = format.requireText("type");
    return switch (type) {
      case "text" -> Optional.empty();
      case "json_object" -> Optional.of(new OutputConstraint.AnyObject());
      case "json_schema" ->
          Optional.of(
              new OutputConstraint.JsonSchema(
                  format.object("schema").orElseGet(() -> new JsonObject(Map.of()))));
      case "grammar" -> Optional.of(grammar(format));
      default ->
          throw Refusals.invalid(
              "text.format.type",
              "The format '" + type + "' is unknown; use text, json_object or json_schema.");
    };
  }

  /** A grammar as custom tools have it. */
  private static OutputConstraint grammar(JsonObject format) {
    var definition = format.requireText("definition");
    return switch (format.text("syntax").orElse("lark")) {
      case "lark" -> new OutputConstraint.Lark(definition);
      case "regex" -> new OutputConstraint.Regex(definition);
      default ->
          throw Refusals.invalid(
              "text.format.syntax", "The syntax of a grammar is 'lark' or 'regex'.");
    };
  }
}
