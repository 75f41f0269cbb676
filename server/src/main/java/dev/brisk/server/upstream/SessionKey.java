package dev.brisk.server.upstream;

import dev.brisk.server.answer.Ask;
import dev.brisk.server.answer.Question;
import dev.brisk.wire.json.Json;
import dev.brisk.wire.json.JsonObject;

/**
 * What keeps questions on one replica, where the keys and values of what they begin with are: their
 * session, or else how they begin.
 */
final class SessionKey {
  private static final int BEGINNING = 1024;

  private SessionKey() {}

  static String of(Question question) {
    return question.origin().session().orElseGet(() -> beginning(question.ask()));
  }

  private static String beginning(Ask ask) {
    return switch (ask) {
      case Ask.Chat(var conversation, var choice) -> conversation(conversation.messages());
      case Ask.Text(var prompt) -> start(prompt);
      case Ask.Infill(var prefix, var suffix, var extra) -> start(prefix);
    };
  }

  /**
   * Up to the first message of the user: that stays the same as the conversation goes on, and what
   * comes before it is the same for all who use one client.
   */
  private static String conversation(Iterable<JsonObject> messages) {
    var key = new StringBuilder();
    for (var message : messages) {
      if (message.members().get("content") instanceof Json.Text(var text)) {
        key.append(text).append('\n');
      }
      if (new Json.Text("user").equals(message.members().get("role"))) {
        break;
      }
    }
    return key.toString();
  }

  private static String start(String text) {
    return text.substring(0, Math.min(text.length(), BEGINNING));
  }
}
