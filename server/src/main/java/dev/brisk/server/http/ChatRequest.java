package dev.brisk.server.http;

import dev.brisk.engine.Sampling;
import dev.brisk.server.answer.Ask;
import dev.brisk.server.answer.Caller;
import dev.brisk.server.answer.Conversation;
import dev.brisk.server.answer.Decoding;
import dev.brisk.server.answer.Origin;
import dev.brisk.server.answer.Question;
import dev.brisk.server.answer.Urgency;
import dev.brisk.wire.json.Json;
import dev.brisk.wire.json.JsonException;
import dev.brisk.wire.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A body of {@code POST /v1/chat/completions}, as far as it is understood. What is known to change
 * the answer and is not understood is refused, not passed over ({@link ChatParameters}).
 *
 * @param includeUsage whether a stream ends with a chunk that counts tokens
 */
record ChatRequest(Question question, boolean stream, boolean includeUsage) {

  /**
   * Reads a body.
   *
   * @throws ApiException if it cannot be answered
   */
  static ChatRequest of(JsonObject json) {
    try {
      return read(json);
    } catch (JsonException | IllegalArgumentException e) {
      throw refused("invalid_request", null, String.valueOf(e.getMessage()));
    }
  }

  /** The question, asked by {@code caller}. */
  Question question(Caller caller) {
    return question.origin(new Origin(caller, question.origin().session(), Urgency.INTERACTIVE));
  }

  private static ChatRequest read(JsonObject json) {
    ChatParameters.check(json);
    var tools = ChatTools.of(json);
    var conversation = new Conversation(ChatMessages.of(json), tools.tools(), variables(json));
    return new ChatRequest(
        Question.of(json.requireText("model"), new Ask.Chat(conversation, tools.choice()))
            .decoding(new Decoding(sampling(json), limit(json), stop(json), logprobs(json)))
            .constraint(OutputFormat.of(json))
            .prediction(prediction(json))
            .origin(new Origin(Caller.LOCAL, session(json), Urgency.INTERACTIVE)),
        json.bool("stream").orElse(false),
        json.object("stream_options").flatMap(o -> o.bool("include_usage")).orElse(false));
  }

  /** Variables for the chat template, as vLLM and llama.cpp take them. */
  private static Map<String, Json> variables(JsonObject json) {
    return json.object("chat_template_kwargs").map(JsonObject::members).orElse(Map.of());
  }

  static Optional<String> session(JsonObject json) {
    return json.text("prompt_cache_key").or(() -> json.text("user"));
  }

  static OptionalInt limit(JsonObject json) {
    var limit = json.integer("max_completion_tokens");
    if (limit.isEmpty()) {
      limit = json.integer("max_tokens");
    }
    if (limit.isPresent() && limit.getAsInt() < 1) {
      throw refused("invalid_value", "max_tokens", "'max_tokens' must be at least 1.");
    }
    return limit;
  }

  private static OptionalInt logprobs(JsonObject json) {
    var top = json.integer("top_logprobs");
    if (top.isPresent() && (top.getAsInt() < 0 || top.getAsInt() > 20)) {
      throw refused("invalid_value", "top_logprobs", "'top_logprobs' must be from 0 to 20.");
    }
    return json.bool("logprobs").orElse(false)
        ? OptionalInt.of(top.orElse(0))
        : OptionalInt.empty();
  }

  /** A predicted output: {@code {"type": "content", "content": …}}. */
  static Optional<String> prediction(JsonObject json) {
    return json.object("prediction")
        .flatMap(p -> p.member("content"))
        .map(
            content ->
                content instanceof Json.Text(var text)
                    ? text
                    : json.requireObject("prediction").objects("content").stream()
                        .map(part -> ChatMessages.textOf(part, "prediction.content"))
                        .collect(Collectors.joining()))
        .filter(text -> !text.isEmpty());
  }

  /** Greedy unless a temperature is given: the same question gets the same answer. */
  static Sampling sampling(JsonObject json) {
    return new Sampling(
        (float) json.number("temperature").orElse(0),
        json.integer("top_k").orElse(0),
        (float) json.number("top_p").orElse(1),
        (float) json.number("min_p").orElse(0),
        json.has("seed")
            ? (long) json.number("seed").orElse(0)
            : ThreadLocalRandom.current().nextLong());
  }

  static List<String> stop(JsonObject json) {
    return json.member("stop").orElse(null) instanceof Json.Text(var one)
        ? List.of(one)
        : json.texts("stop");
  }

  private static ApiException refused(String code, @Nullable String parameter, String message) {
    return new ApiException(ApiError.badRequest(code, parameter, message));
  }
}
