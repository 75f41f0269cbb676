package dev.brisk.server.responses;

import dev.brisk.wire.json.Json;
import dev.brisk.wire.json.JsonObject;
import dev.brisk.wire.json.JsonWriter;

/** The settings of a request as a response repeats them, with OpenAI's defaults for the others. */
final class Echo {
  private Echo() {}

  /** Members of a JSON object, without its braces. */
  static String of(JsonObject request) {
    var json = new JsonWriter().beginObject();
    member(json, request, "instructions", "null");
    member(json, request, "max_output_tokens", "null");
    member(json, request, "metadata", "{}");
    member(json, request, "model", "null");
    member(json, request, "parallel_tool_calls", "true");
    member(json, request, "prompt_cache_key", "null");
    member(json, request, "reasoning", "{\"effort\":null,\"summary\":null}");
    member(json, request, "store", "true");
    member(json, request, "temperature", "0");
    member(json, request, "text", "{\"format\":{\"type\":\"text\"}}");
    member(json, request, "tool_choice", "\"auto\"");
    member(json, request, "tools", "[]");
    member(json, request, "top_p", "1");
    json.member("truncation", "disabled");
    var text = json.endObject().toString();
    return text.substring(1, text.length() - 1);
  }

  private static void member(JsonWriter json, JsonObject request, String name, String otherwise) {
    json.name(name);
    var value = request.members().get(name);
    if (value == null || value instanceof Json.Null) {
      json.raw(otherwise);
    } else {
      json.value(value);
    }
  }
}
