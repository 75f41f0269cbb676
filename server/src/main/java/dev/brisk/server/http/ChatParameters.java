package dev.brisk.server.http;

import dev.brisk.wire.json.Json;
import dev.brisk.wire.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The members of a chat request that would change the answer and that nobody here understands:
 * OpenAI's, and those that llama.cpp, vLLM and others add. Clients send many of them always, with
 * the value that changes nothing; those are passed over.
 */
final class ChatParameters {
  /** What changes nothing, by the member's name. */
  private static final Map<String, Predicate<Json>> NEUTRAL = new LinkedHashMap<>();

  static {
    neutral(ChatParameters::empty, "functions", "logit_bias", "audio", "grammar");
    neutral(ChatParameters::empty, "guided_choice", "guided_grammar");
    neutral(oneOf("none", "auto"), "function_call");
    neutral(number(0), "frequency_penalty", "presence_penalty");
    neutral(number(0), "min_tokens", "mirostat");
    neutral(number(1), "n", "best_of", "repetition_penalty", "repeat_penalty", "typical_p");
    neutral(new Json.Bool(false)::equals, "ignore_eos", "echo");
    neutral(new Json.Array(List.of(new Json.Text("text")))::equals, "modalities");
    // An empty object asks for a search already.
    neutral(value -> false, "web_search_options");
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
    for (var name : new String[] {"function_call", "audio"}) {
      var value = message.member(name);
      if (value.isPresent() && !empty(value.get())) {
        throw new ApiException(
            ApiError.badRequest(
                "unsupported_parameter",
                place + "." + name,
                "'" + name + "' in " + place + " is not supported; leave it out."));
      }
    }
  }

  private static void neutral(Predicate<Json> value, String... names) {
    for (var name : names) {
      NEUTRAL.put(name, value);
    }
  }

  private static boolean empty(Json value) {
    return (value instanceof Json.Array(var items) && items.isEmpty())
        || (value instanceof JsonObject object && object.members().isEmpty())
        || (value instanceof Json.Text(var text) && text.isEmpty());
  }

  private static Predicate<Json> number(double neutral) {
    return value -> value instanceof Json.Numeral number && number.value() == neutral;
  }

  private static Predicate<Json> oneOf(String... neutral) {
    var all = Set.of(neutral);
    return value -> value instanceof Json.Text(var text) && all.contains(text);
  }
}
