package dev.brisk.server.respond;

import dev.brisk.server.answer.Ask;
import dev.brisk.server.answer.Origin;
import dev.brisk.server.answer.Question;
import dev.brisk.wire.api.EditCreate;
import dev.brisk.wire.json.JsonWriter;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * Writes what models are asked, one line of JSON a question, where somebody has asked for that.
 * Nothing else writes the text of a prompt anywhere.
 */
public final class PromptLog {
  /** Writes nothing. */
  static final PromptLog OFF = new PromptLog(line -> {}, false);

  private final Consumer<String> out;
  private final boolean on;

  private PromptLog(Consumer<String> out, boolean on) {
    this.out = out;
    this.on = on;
  }

  /**
   * Writes all.
   *
   * @param out takes one line
   */
  public static PromptLog to(Consumer<String> out) {
    return new PromptLog(out, true);
  }

  void asked(Question question) {
    if (!on) {
      return;
    }
    var json = begin(question.model(), question.origin());
    switch (question.ask()) {
      case Ask.Chat(var conversation, _) -> {
        json.name("messages").beginArray();
        conversation.messages().forEach(json::value);
        json.endArray();
      }
      case Ask.Text(var prompt) -> json.member("prompt", prompt);
      case Ask.Infill infill ->
          json.member("prefix", infill.prefix()).member("suffix", infill.suffix());
    }
    out.accept(json.endObject().toString());
  }

  void asked(String model, EditCreate edit, Origin origin) {
    if (on) {
      out.accept(
          begin(model, origin)
              .member("path", edit.path())
              .member("first_line", edit.region().firstLine())
              .member("last_line", edit.region().lastLine())
              .member("instruction", edit.instruction())
              .member("text", edit.text())
              .endObject()
              .toString());
    }
  }

  private static JsonWriter begin(String model, Origin origin) {
    return new JsonWriter()
        .beginObject()
        .member("at", Instant.now().toString())
        .member("key", origin.caller().key())
        .member("model", model);
  }
}
