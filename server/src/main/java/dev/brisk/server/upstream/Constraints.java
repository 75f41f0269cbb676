package dev.brisk.server.upstream;

import dev.brisk.server.answer.RefusedException;
import dev.brisk.server.config.UpstreamModel.EngineKind;
import dev.brisk.server.constrain.OutputConstraint;
import dev.brisk.wire.json.JsonObject;
import java.util.Locale;

/**
 * How engines are told what an answer may be. JSON is said as OpenAI says it, which all know;
 * expressions and grammars as each engine does, if it does.
 */
final class Constraints {
  private Constraints() {}

  /** Adds the constraint to a body of Chat Completions or Completions. */
  static void say(OutputConstraint constraint, EngineKind engine, Members body) {
    switch (constraint) {
      case OutputConstraint.AnyObject any ->
          body.put("response_format", new Members().put("type", "json_object"));
      case OutputConstraint.JsonSchema(var schema) ->
          body.put(
              "response_format",
              new Members().put("type", "json_schema").put("json_schema", named(schema)));
      case OutputConstraint.Regex(var pattern) -> {
        switch (engine) {
          case VLLM, BRISK -> body.put("structured_outputs", new Members().put("regex", pattern));
          case SGLANG -> body.put("regex", pattern);
          case OPENAI, LLAMA_CPP -> throw cannot(engine, "a regular expression");
        }
      }
      case OutputConstraint.Lark(var grammar) -> {
        switch (engine) {
          case VLLM, BRISK -> body.put("structured_outputs", new Members().put("grammar", grammar));
          case OPENAI, LLAMA_CPP, SGLANG -> throw cannot(engine, "a Lark grammar");
        }
      }
    }
  }

  /** Adds the constraint to a body of Responses. */
  static void sayToResponses(OutputConstraint constraint, EngineKind engine, Members body) {
    var format = new Members();
    switch (constraint) {
      case OutputConstraint.AnyObject any -> format.put("type", "json_object");
      case OutputConstraint.JsonSchema(var schema) -> {
        format.put("type", "json_schema");
        named(schema).json().members().forEach(format::put);
      }
      case OutputConstraint.Regex regex -> throw cannot(engine, "a regular expression");
      case OutputConstraint.Lark lark -> throw cannot(engine, "a Lark grammar");
    }
    body.put("text", new Members().put("format", format));
  }

  private static Members named(JsonObject schema) {
    return new Members().put("name", "answer").put("schema", schema).put("strict", true);
  }

  private static RefusedException cannot(EngineKind engine, String what) {
    return new RefusedException(
        "constraint_unsupported",
        "This model is run by an upstream ("
            + engine.name().toLowerCase(Locale.ROOT)
            + ") that cannot hold its output to "
            + what
            + "; use a JSON schema, or another model.");
  }
}
