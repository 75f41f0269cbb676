package dev.brisk.server.http;

import dev.brisk.wire.json.Json;
import dev.brisk.wire.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The members of a chat request that would change the answer and that nobody here understands:
 * OpenAI's, and those that llama.cpp, vLLM and others add. Clients send many of them always, with
 * the value that changes nothing; those are passed over.
 */
final class ChatParameters {
  private static final Predicate<Json> EMPTY =
      value ->
          (value instanceof Json.Array(var items) && items.isEmpty())
              || (value instanceof JsonObject object && object.members().isEmpty())
              || (value instanceof Json.Text(var text) && text.isEmpty());
  private static final Predicate<Json> FALSE = new Json.Bool(false)::equals;
  // Without tools there is nothing to choose from.
  private static final Predicate<Json> NO_TOOL = text("none", "auto");

  /** What changes nothing, by the member's name. */
  private static final Map<String, Predicate<Json>> NEUTRAL = new LinkedHashMap<>();

  static {
    for (var name :
        new String[] {
          "tools",
          "functions",
          "logit_bias",
          "audio",
          "prediction",
          "web_search_options",
          "grammar",
          "json_schema",
          "structured_outputs",
          "guided_json",
          "guided_regex",
          "guided_choice",
          "guided_grammar"
        }) {
      NEUTRAL.put(name, EMPTY);
    }
    for (var name : new String[] {"tool_choice", "function_call"}) {
      NEUTRAL.put(name, NO_TOOL);
    }
    for (var name :
        new String[] {
          "frequency_penalty", "presence_penalty", "top_logprobs", "min_tokens", "mirostat"
        }) {
      NEUTRAL.put(name, number(0));
    }
    for (var name :
        new String[] {"n", "best_of", "repetition_penalty", "repeat_penalty", "typical_p"}) {
      NEUTRAL.put(name, number(1));
    }
    for (var name : new String[] {"logprobs", "ignore_eos"}) {
      NEUTRAL.put(name, FALSE);
    }
    NEUTRAL.put(
        "response_format",
        value ->
            value instanceof JsonObject object
                && new Json.Text("text").equals(object.members().get("type")));
    NEUTRAL.put(
        "modalities",
        value ->
            value instanceof Json.Array(var items) && items.stream().allMatch(text("text")::test));
  }

  private ChatParameters() {}

  /**
   * Looks for what cannot be honoured.
   *
   * @throws ApiException which names the first such member
   */
  static void check(JsonObject request) {
    NEUTRAL.forEach(
        (name, neutral) -> {
          var value = request.member(name);
          if (value.isPresent() && !neutral.test(value.get())) {
            throw new ApiException(
                ApiError.badRequest(
                    "unsupported_parameter",
                    name,
                    "'" + name + "' with this value is not supported; leave it out."));
          }
        });
  }

  /**
   * The same for a message of the request.
   *
   * @param place where it is, such as {@code messages[0]}
   */
  static void checkMessage(JsonObject message, String place) {
    for (var name : new String[] {"tool_calls", "function_call", "audio"}) {
      var value = message.member(name);
      if (value.isPresent() && !EMPTY.test(value.get())) {
        throw new ApiException(
            ApiError.badRequest(
                "unsupported_parameter",
                place + "." + name,
                "'" + name + "' in " + place + " is not supported; leave it out."));
      }
    }
  }

  private static Predicate<Json> number(double neutral) {
    return value -> value instanceof Json.Numeral number && number.value() == neutral;
  }

  private static Predicate<Json> text(String... neutral) {
    var all = Set.of(neutral);
    return value -> value instanceof Json.Text(var text) && all.contains(text);
  }
}
