package dev.brisk.server.scripted;

import dev.brisk.server.answer.Ask;
import dev.brisk.server.answer.Conversation;
import dev.brisk.wire.json.Json;
import dev.brisk.wire.json.JsonObject;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What an entry of a script may be chosen by.
 *
 * @param user the last message of the user; of a completion, the prompt or what is before the gap
 * @param tool what a tool has said, if that is the last message
 * @param turn how many messages of the user there are, from 1
 * @param promptTokens tokens of all messages
 */
record Heard(String user, Optional<String> tool, int turn, int promptTokens) {
  static Heard of(Ask ask) {
    return switch (ask) {
      case Ask.Chat(var conversation, var choice) -> of(conversation);
      case Ask.Text(var prompt) -> of(prompt, Pieces.count(prompt));
      case Ask.Infill(var prefix, var suffix, var extra) ->
          of(
              prefix,
              Pieces.count(prefix)
                  + Pieces.count(suffix)
                  + extra.stream().mapToInt(e -> Pieces.count(e.text())).sum());
    };
  }

  static Heard of(Conversation conversation) {
    var messages = conversation.messages();
    var user = "";
    int turns = 0;
    for (var message : messages) {
      if (role(message).equals("user")) {
        user = text(message);
        turns++;
      }
    }
    var tool =
        messages.isEmpty() || !role(messages.getLast()).equals("tool")
            ? Optional.<String>empty()
            : Optional.of(text(messages.getLast()));
    return new Heard(user, tool, turns, tokens(conversation));
  }

  /** The tokens of all that is said in a conversation, calls of tools included. */
  static int tokens(Conversation conversation) {
    return conversation.messages().stream().mapToInt(Heard::tokens).sum();
  }

  private static Heard of(String prompt, int tokens) {
    return new Heard(prompt, Optional.empty(), 1, tokens);
  }

  private static int tokens(JsonObject message) {
    int calls =
        message.objects("tool_calls").stream()
            .map(call -> call.object("function").or(() -> call.object("custom")))
            .flatMap(Optional::stream)
            .mapToInt(call -> call.members().values().stream().mapToInt(Heard::tokens).sum())
            .sum();
    return Pieces.count(text(message)) + calls;
  }

  private static int tokens(Json value) {
    return value instanceof Json.Text(var text) ? Pieces.count(text) : 0;
  }

  private static String role(JsonObject message) {
    return message.text("role").orElse("");
  }

  private static String text(JsonObject message) {
    return switch (message.members().get("content")) {
      case Json.Text(var text) -> text;
      case Json.Array(var parts) ->
          parts.stream()
              .map(part -> part instanceof JsonObject o ? o.text("text").orElse("") : "")
              .collect(Collectors.joining());
      case null, default -> "";
    };
  }
}
