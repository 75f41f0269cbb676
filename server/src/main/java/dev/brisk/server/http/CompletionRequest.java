package dev.brisk.server.http;

import dev.brisk.server.answer.Ask;
import dev.brisk.server.answer.Caller;
import dev.brisk.server.answer.Decoding;
import dev.brisk.server.answer.Origin;
import dev.brisk.server.answer.Question;
import dev.brisk.server.answer.Urgency;
import dev.brisk.wire.json.Json;
import dev.brisk.wire.json.JsonException;
import dev.brisk.wire.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A body of {@code POST /v1/completions}: a text to go on with, or, with {@code suffix}, to fill
 * in.
 */
record CompletionRequest(Question question, boolean stream, boolean includeUsage) {
  /** What OpenAI's API takes where a request names no limit. */
  private static final int MAX_TOKENS = 16;

  /**
   * Reads a body.
   *
   * @throws ApiException if it cannot be answered
   */
  static CompletionRequest of(JsonObject json, Caller caller) {
    try {
      return read(json, caller);
    } catch (JsonException | IllegalArgumentException e) {
      throw new ApiException(
          ApiError.badRequest("invalid_request", null, String.valueOf(e.getMessage())));
    }
  }

  private static CompletionRequest read(JsonObject json, Caller caller) {
    ChatParameters.check(json);
    var prompt = prompt(json);
    var suffix = json.text("suffix").filter(text -> !text.isEmpty());
    Ask ask =
        suffix.isPresent() ? new Ask.Infill(prompt, suffix.get(), List.of()) : new Ask.Text(prompt);
    var urgency = suffix.isPresent() ? Urgency.KEYSTROKE : Urgency.INTERACTIVE;
    var limit = ChatRequest.limit(json);
    var decoding =
        new Decoding(
            ChatRequest.sampling(json),
            OptionalInt.of(limit.orElse(MAX_TOKENS)),
            ChatRequest.stop(json),
            logprobs(json));
    return new CompletionRequest(
        Question.of(json.requireText("model"), ask)
            .decoding(decoding)
            .constraint(OutputFormat.of(json))
            .prediction(ChatRequest.prediction(json))
            .origin(new Origin(caller, ChatRequest.session(json), urgency)),
        json.bool("stream").orElse(false),
        json.object("stream_options").flatMap(o -> o.bool("include_usage")).orElse(false));
  }

  /** One text; OpenAI's API takes several at a time, which no client here sends. */
  private static String prompt(JsonObject json) {
    var prompt = json.member("prompt");
    var one =
        prompt.isPresent() && prompt.get() instanceof Json.Array(var items) && items.size() == 1
            ? Optional.of(items.getFirst())
            : prompt;
    if (one.isPresent() && one.get() instanceof Json.Text(var text) && !text.isEmpty()) {
      return text;
    }
    throw new ApiException(
        ApiError.badRequest(
            "invalid_value", "prompt", "'prompt' must be one text that is not empty."));
  }

  private static OptionalInt logprobs(JsonObject json) {
    var top = json.integer("logprobs");
    if (top.isPresent() && (top.getAsInt() < 0 || top.getAsInt() > 20)) {
      throw new ApiException(
          ApiError.badRequest("invalid_value", "logprobs", "'logprobs' must be from 0 to 20."));
    }
    return top;
  }
}
