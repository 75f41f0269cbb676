package dev.brisk.server.http;

import dev.brisk.edit.format.Prompt;
import dev.brisk.engine.Sampling;
import dev.brisk.wire.json.Json;
import dev.brisk.wire.json.JsonException;
import dev.brisk.wire.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * A body of {@code POST /v1/chat/completions}, as far as it is understood. What is known to change
 * the answer and is not understood is refused, not passed over ({@link ChatParameters}).
 *
 * @param includeUsage whether a stream ends with a chunk that counts tokens
 */
record ChatRequest(
    String model,
    List<Prompt.Message> messages,
    OptionalInt maxTokens,
    Sampling sampling,
    List<String> stop,
    boolean stream,
    boolean includeUsage) {

  private static final Set<String> MEDIA =
      Set.of(
          "image_url",
          "input_image",
          "image",
          "input_audio",
          "audio",
          "file",
          "input_file",
          "video_url");

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

  private static ChatRequest read(JsonObject json) {
    ChatParameters.check(json);
    var limit = json.integer("max_completion_tokens");
    if (limit.isEmpty()) {
      limit = json.integer("max_tokens");
    }
    if (limit.isPresent() && limit.getAsInt() < 1) {
      throw refused("invalid_value", "max_tokens", "'max_tokens' must be at least 1.");
    }
    return new ChatRequest(
        json.requireText("model"),
        messages(json),
        limit,
        sampling(json),
        stop(json),
        json.bool("stream").orElse(false),
        json.object("stream_options").flatMap(o -> o.bool("include_usage")).orElse(false));
  }

  private static List<Prompt.Message> messages(JsonObject json) {
    var messages = new ArrayList<Prompt.Message>();
    for (var message : json.objects("messages")) {
      var place = "messages[" + messages.size() + "]";
      ChatParameters.checkMessage(message, place);
      messages.add(new Prompt.Message(role(message, place), content(message, place)));
    }
    if (messages.isEmpty()) {
      throw refused(
          "invalid_request", "messages", "'messages' is empty; send at least one message.");
    }
    return messages;
  }

  private static String role(JsonObject message, String place) {
    var role = message.requireText("role");
    return switch (role) {
      case "system", "developer" -> "system";
      case "user", "assistant" -> role;
      default ->
          throw refused(
              "invalid_value",
              place + ".role",
              "The role '" + role + "' is not supported; use system, user or assistant.");
    };
  }

  private static String content(JsonObject message, String place) {
    if (message.member("content").orElse(null) instanceof Json.Text(var text)) {
      return text;
    }
    var all = new StringBuilder();
    int index = 0;
    for (var part : message.objects("content")) {
      all.append(textOf(part, place + ".content[" + index++ + "]"));
    }
    if (index == 0) {
      throw refused(
          "invalid_request", place + ".content", "'content' is missing in " + place + ".");
    }
    return all.toString();
  }

  private static String textOf(JsonObject part, String place) {
    var type = part.requireText("type");
    if (type.equals("text") || type.equals("input_text")) {
      return part.requireText("text");
    }
    if (MEDIA.contains(type)) {
      throw refused(
          "unsupported_modality",
          place,
          "Brisk reads text only: " + place + " is of type '" + type + "'; leave it out.");
    }
    throw refused("invalid_value", place, "The part type '" + type + "' is unknown; use 'text'.");
  }

  /** Greedy unless a temperature is given: the same question gets the same answer. */
  private static Sampling sampling(JsonObject json) {
    return new Sampling(
        (float) json.number("temperature").orElse(0),
        json.integer("top_k").orElse(0),
        (float) json.number("top_p").orElse(1),
        (float) json.number("min_p").orElse(0),
        json.has("seed")
            ? (long) json.number("seed").orElse(0)
            : ThreadLocalRandom.current().nextLong());
  }

  private static List<String> stop(JsonObject json) {
    return json.member("stop").orElse(null) instanceof Json.Text(var one)
        ? List.of(one)
        : json.texts("stop");
  }

  private static ApiException refused(String code, @Nullable String parameter, String message) {
    return new ApiException(ApiError.badRequest(code, parameter, message));
  }
}
