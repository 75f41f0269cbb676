package dev.brisk.server.http;

import dev.brisk.server.constrain.OutputConstraint;
import dev.brisk.wire.json.Json;
import dev.brisk.wire.json.JsonObject;
import java.util.Map;
import java.util.Optional;

/**
 * What a request says that its answer may be: OpenAI's {@code response_format}, also with {@code
 * regex} and {@code grammar}, and the members by which llama.cpp and vLLM say the same.
 */
final class OutputFormat {
  private OutputFormat() {}

  /**
   * The constraint of a chat or completion request; empty for free text.
   *
   * @throws ApiException if it cannot be understood
   */
  static Optional<OutputConstraint> of(JsonObject request) {
    var format = request.object("response_format").flatMap(f -> read(f, "response_format"));
    return format
        .or(() -> request.member("guided_json").flatMap(OutputFormat::schema))
        .or(() -> request.member("json_schema").flatMap(OutputFormat::schema))
        .or(
            () ->
                request
                    .text("guided_regex")
                    .filter(s -> !s.isEmpty())
                    .map(OutputConstraint.Regex::new))
        .or(() -> request.object("structured_outputs").flatMap(OutputFormat::structured));
  }

  /**
   * A format by its {@code type}: {@code text}, {@code json_object}, {@code json_schema}, {@code
   * regex} or {@code grammar}.
   *
   * @param place where it stands in the request
   */
  static Optional<OutputConstraint> read(JsonObject format, String place) {
    var type = format.requireText("type");
    return switch (type) {
      case "text" -> Optional.empty();
      case "json_object" ->
          Optional.of(
              format
                  .object("schema")
                  .<OutputConstraint>map(OutputConstraint.JsonSchema::new)
                  .orElseGet(OutputConstraint.AnyObject::new));
      case "json_schema" ->
          // Chat Completions nests it, Responses does not.
          Optional.of(
              new OutputConstraint.JsonSchema(
                  format
                      .object("json_schema")
                      .orElse(format)
                      .object("schema")
                      .orElseGet(() -> new JsonObject(Map.of()))));
      case "regex" -> Optional.of(new OutputConstraint.Regex(format.requireText("pattern")));
      case "grammar" -> Optional.of(grammar(format, place));
      default ->
          throw new ApiException(
              ApiError.badRequest(
                  "invalid_value",
                  place + ".type",
                  "The format '"
                      + type
                      + "' is unknown; use text, json_object, json_schema, regex or grammar."));
    };
  }

  /** A grammar as custom tools have it: {@code syntax} and {@code definition}. */
  private static OutputConstraint grammar(JsonObject format, String place) {
    var inner = format.object("grammar").orElse(format);
    var syntax = inner.text("syntax").orElse("lark");
    var definition = inner.requireText("definition");
    return switch (syntax) {
      case "lark" -> new OutputConstraint.Lark(definition);
      case "regex" -> new OutputConstraint.Regex(definition);
      default ->
          throw new ApiException(
              ApiError.badRequest(
                  "invalid_value",
                  place + ".syntax",
                  "The syntax '" + syntax + "' is unknown; use lark or regex."));
    };
  }

  private static Optional<OutputConstraint> structured(JsonObject outputs) {
    return outputs
        .member("json")
        .flatMap(OutputFormat::schema)
        .or(() -> outputs.text("regex").map(OutputConstraint.Regex::new))
        .or(() -> outputs.text("grammar").map(OutputConstraint.Lark::new));
  }

  private static Optional<OutputConstraint> schema(Json value) {
    return switch (value) {
      case JsonObject object when object.members().isEmpty() -> Optional.empty();
      case JsonObject object -> Optional.of(new OutputConstraint.JsonSchema(object));
      case Json.Text(var text) when text.isEmpty() -> Optional.empty();
      case Json.Text(var text) ->
          Optional.of(new OutputConstraint.JsonSchema(Json.parseObject(text)));
      default ->
          throw new ApiException(
              ApiError.badRequest(
                  "invalid_value",
                  null,
                  "A JSON schema must be an object, not " + value.kind() + "."));
    };
  }
}
