package dev.brisk.server.answer;

import dev.brisk.edit.format.Prompt;
import dev.brisk.wire.json.Json;
import dev.brisk.wire.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A conversation as a chat template takes it.
 *
 * @param messages as in OpenAI's Chat Completions: {@code role}, {@code content}, {@code
 *     tool_calls} and what else the template knows
 * @param tools the functions that the model may call, as in OpenAI's Chat Completions
 * @param variables further variables of the template, such as {@code enable_thinking}
 */
public record Conversation(
    List<JsonObject> messages, List<JsonObject> tools, Map<String, Json> variables) {
  /** Copies the lists. */
  public Conversation {
    messages = List.copyOf(messages);
    tools = List.copyOf(tools);
    variables = Map.copyOf(variables);
  }

  /** A conversation of texts. */
  public static Conversation of(List<Prompt.Message> messages) {
    return new Conversation(
        messages.stream().map(Conversation::message).toList(), List.of(), Map.of());
  }

  private static JsonObject message(Prompt.Message message) {
    var members = new LinkedHashMap<String, Json>();
    members.put("role", new Json.Text(message.role()));
    members.put("content", new Json.Text(message.content()));
    return new JsonObject(members);
  }
}
