package dev.brisk.server.http;

import dev.brisk.engine.Sampling;
import dev.brisk.server.answer.Ask;
import dev.brisk.server.answer.Caller;
import dev.brisk.server.answer.Decoding;
import dev.brisk.server.answer.Origin;
import dev.brisk.server.answer.Question;
import dev.brisk.server.answer.Urgency;
import dev.brisk.server.respond.Models;
import dev.brisk.wire.json.Json;
import dev.brisk.wire.json.JsonException;
import dev.brisk.wire.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * A body of llama.cpp's {@code /infill} or {@code /completion}, as far as editor plug-ins use it.
 * What only tunes llama.cpp ({@code cache_prompt}, {@code id_slot}, {@code t_max_prompt_ms}, which
 * llama.cpp does not look at either) is passed over.
 *
 * @param stream whether pieces are sent as they come
 * @param indent with how many columns of white space each further line of the answer must begin; 0
 *     leaves it open
 * @param mostTime after this time the next line feed ends the answer; zero leaves it open
 * @param fields which members of the answer are wanted; none means all
 */
record LlamaRequest(
    Question question, boolean stream, int indent, Duration mostTime, List<String> fields) {
  LlamaRequest {
    fields = List.copyOf(fields);
  }

  /**
   * Reads a body of {@code /infill}.
   *
   * @throws ApiException if it cannot be answered
   */
  static LlamaRequest infill(JsonObject json, Models models, Caller caller) {
    return read(
        json,
        models,
        caller,
        () ->
            new Ask.Infill(
                json.requireText("input_prefix") + json.text("prompt").orElse(""),
                json.requireText("input_suffix"),
                json.objects("input_extra").stream()
                    .map(
                        extra ->
                            new Ask.Extra(
                                extra.text("filename").orElse("tmp"), extra.requireText("text")))
                    .toList()));
  }

  /**
   * Reads a body of {@code /completion}.
   *
   * @throws ApiException if it cannot be answered
   */
  static LlamaRequest completion(JsonObject json, Models models, Caller caller) {
    return read(json, models, caller, () -> new Ask.Text(json.requireText("prompt")));
  }

  private interface Asked {
    Ask read();
  }

  private static LlamaRequest read(JsonObject json, Models models, Caller caller, Asked asked) {
    try {
      refuseGrammars(json);
      var ask = asked.read();
      int most = tokens(json);
      var decoding =
          new Decoding(
              sampling(json),
              most <= 0 ? OptionalInt.empty() : OptionalInt.of(most),
              stop(json),
              OptionalInt.empty());
      var urgency = ask instanceof Ask.Infill ? Urgency.KEYSTROKE : Urgency.INTERACTIVE;
      return new LlamaRequest(
          Question.of(model(json, models), ask)
              .decoding(decoding)
              .prewarm(most == 0)
              .origin(new Origin(caller, ChatRequest.session(json), urgency)),
          json.bool("stream").orElse(false),
          notNegative(json, "n_indent"),
          Duration.ofMillis(notNegative(json, "t_max_predict_ms")),
          json.texts("response_fields"));
    } catch (JsonException | IllegalArgumentException e) {
      throw refused("invalid_request", null, String.valueOf(e.getMessage()));
    }
  }

  /** Plug-ins send an empty name where none is set. */
  private static String model(JsonObject json, Models models) {
    return json.text("model").filter(name -> !name.isEmpty()).orElse(models.first().model().name());
  }

  /** Most output tokens; -1 for no limit, 0 to read the prompt only. */
  private static int tokens(JsonObject json) {
    var most = json.integer("n_predict");
    int n = most.isPresent() ? most.getAsInt() : json.integer("max_tokens").orElse(-1);
    if (n < -1) {
      throw refused("invalid_value", "n_predict", "'n_predict' must be -1 (no limit), 0 or more.");
    }
    return n;
  }

  /**
   * Greedy unless a temperature is given, and is among the samplers if these are: the same place
   * gets the same suggestion.
   */
  private static Sampling sampling(JsonObject json) {
    var samplers = json.texts("samplers");
    boolean heeded = !json.has("samplers") || samplers.contains("temperature");
    return new Sampling(
        heeded ? (float) json.number("temperature").orElse(0) : 0,
        json.integer("top_k").orElse(0),
        (float) json.number("top_p").orElse(1),
        (float) json.number("min_p").orElse(0),
        seed(json));
  }

  /** Of 32 bits as in llama.cpp, so that one that is told can be asked for again. */
  private static long seed(JsonObject json) {
    long seed = (long) json.number("seed").orElse(-1);
    return seed < 0 ? ThreadLocalRandom.current().nextLong(1L << 32) : seed;
  }

  private static List<String> stop(JsonObject json) {
    return json.member("stop").orElse(null) instanceof Json.Text(var one)
        ? List.of(one)
        : json.texts("stop");
  }

  private static int notNegative(JsonObject json, String name) {
    int value = json.integer(name).orElse(0);
    if (value < 0) {
      throw refused("invalid_value", name, "'" + name + "' must not be negative.");
    }
    return value;
  }

  private static void refuseGrammars(JsonObject json) {
    for (var name : List.of("grammar", "json_schema")) {
      var value = json.member(name);
      if (value.isPresent() && !value.get().equals(new Json.Text(""))) {
        throw refused(
            "unsupported_parameter",
            name,
            "'" + name + "' is not supported here; use 'response_format' of the chat API.");
      }
    }
  }

  private static ApiException refused(String code, @Nullable String parameter, String message) {
    return new ApiException(ApiError.badRequest(code, parameter, message));
  }
}
