package dev.brisk.lab.client;

import dev.brisk.wire.json.JsonWriter;
import java.util.List;

/** The members of a request to the Responses API, which are the same over both transports. */
final class ResponseBody {
  private ResponseBody() {}

  static List<Ask.Message> messages(Ask ask) {
    return switch (ask) {
      case Ask.Edit(var request, var _) -> EditByChat.messages(request);
      case Ask.Chat chat -> chat.messages();
      case Ask.Infill infill -> throw new IllegalArgumentException("responses do not fill in");
    };
  }

  private static int maxTokens(Ask ask) {
    return switch (ask) {
      case Ask.Edit(var request, var _) -> EditByChat.maxTokens(request);
      case Ask.Chat chat -> chat.maxTokens();
      case Ask.Infill infill -> infill.maxTokens();
    };
  }

  static void write(JsonWriter json, Target target, Ask ask, List<Ask.Message> input) {
    if (!target.model().isEmpty()) {
      json.member("model", target.model());
    }
    json.name("input").beginArray();
    for (var message : input) {
      boolean said = message.role().equals("assistant");
      json.beginObject().member("type", "message");
      json.member("role", message.role().equals("system") ? "developer" : message.role());
      json.name("content").beginArray().beginObject();
      json.member("type", said ? "output_text" : "input_text").member("text", message.content());
      json.endObject().endArray().endObject();
    }
    json.endArray().member("max_output_tokens", maxTokens(ask)).member("temperature", 0);
    json.member("store", false);
  }
}
