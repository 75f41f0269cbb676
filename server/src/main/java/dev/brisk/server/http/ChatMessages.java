package dev.brisk.server.http;

import dev.brisk.wire.json.Json;
import dev.brisk.wire.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The messages of a chat request, as chat templates take them: every content is one text. */
final class ChatMessages {
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

  private ChatMessages() {}

  /**
   * Reads {@code messages}.
   *
   * @throws ApiException if one cannot be understood
   */
  static List<JsonObject> of(JsonObject request) {
    var messages = new ArrayList<JsonObject>();
    for (var message : request.objects("messages")) {
      var place = "messages[" + messages.size() + "]";
      ChatParameters.checkMessage(message, place);
      messages.add(read(message, place));
    }
    if (messages.isEmpty()) {
      throw refused(
          "invalid_request", "messages", "'messages' is empty; send at least one message.");
    }
    return List.copyOf(messages);
  }

  private static JsonObject read(JsonObject message, String place) {
    var role = role(message, place);
    var calls = message.objects("tool_calls");
    var members = new LinkedHashMap<String, Json>();
    members.put("role", new Json.Text(role));
    if (role.equals("tool")) {
      message.text("name").ifPresent(name -> members.put("name", new Json.Text(name)));
      members.put("tool_call_id", new Json.Text(message.text("tool_call_id").orElse("")));
    }
    boolean mayBeMissing = role.equals("assistant") && !calls.isEmpty();
    members.put("content", new Json.Text(content(message, place, mayBeMissing)));
    message
        .text("reasoning_content")
        .ifPresent(thought -> members.put("reasoning_content", new Json.Text(thought)));
    if (!calls.isEmpty()) {
      calls.forEach(call -> checkCall(call, place));
      members.put("tool_calls", new Json.Array(List.copyOf(calls)));
    }
    return new JsonObject(members);
  }

  private static void checkCall(JsonObject call, String place) {
    var what = call.object("function").or(() -> call.object("custom"));
    if (what.isEmpty() || what.get().text("name").isEmpty()) {
      throw refused(
          "invalid_value",
          place + ".tool_calls",
          "A call in " + place + " has no function with a name; send it as it was received.");
    }
  }

  private static String role(JsonObject message, String place) {
    var role = message.requireText("role");
    return switch (role) {
      case "system", "developer" -> "system";
      case "user", "assistant", "tool" -> role;
      default ->
          throw refused(
              "invalid_value",
              place + ".role",
              "The role '" + role + "' is not supported; use system, user, assistant or tool.");
    };
  }

  private static String content(JsonObject message, String place, boolean mayBeMissing) {
    var content = message.member("content");
    if (content.isPresent() && content.get() instanceof Json.Text(var text)) {
      return text;
    }
    if (content.isEmpty() && !mayBeMissing) {
      throw refused(
          "invalid_request", place + ".content", "'content' is missing in " + place + ".");
    }
    var all = new StringBuilder();
    int index = 0;
    for (var part : message.objects("content")) {
      all.append(textOf(part, place + ".content[" + index++ + "]"));
    }
    return all.toString();
  }

  /**
   * The text of one part of a content.
   *
   * @throws ApiException if it is an image, a sound, a file or unknown
   */
  static String textOf(JsonObject part, String place) {
    var type = part.requireText("type");
    if (type.equals("text") || type.equals("input_text") || type.equals("output_text")) {
      return part.requireText("text");
    }
    if (type.equals("refusal")) {
      return part.requireText("refusal");
    }
    if (MEDIA.contains(type)) {
      throw refused(
          "unsupported_modality",
          place,
          "Brisk reads text only: " + place + " is of type '" + type + "'; leave it out.");
    }
    throw refused("invalid_value", place, "The part type '" + type + "' is unknown; use 'text'.");
  }

  private static ApiException refused(String code, @Nullable String parameter, String message) {
    return new ApiException(ApiError.badRequest(code, parameter, message));
  }
}
