package dev.brisk.distill.ask;

import dev.brisk.wire.json.Json;
import dev.brisk.wire.json.JsonException;
import dev.brisk.wire.json.JsonObject;
import dev.brisk.wire.json.JsonWriter;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The body of a request for a chat completion. Endpoints differ in what they take beyond the
 * messages; what one refuses by name is left out from then on. For any thread.
 */
final class ChatBody {
  /** What may be left out, with a word by which an endpoint's complaint is known. */
  enum Extra {
    LOGPROBS("logprobs"),
    SEED("seed"),
    MAX_TOKENS("max_tokens"),
    TEMPERATURE("temperature");

    private final String word;

    Extra(String word) {
      this.word = word;
    }

    @Override
    public String toString() {
      return word;
    }
  }

  private final TeacherOptions options;
  private final Consumer<String> say;
  private final Set<Extra> refused = Collections.synchronizedSet(EnumSet.noneOf(Extra.class));

  /**
   * @param say hears what is left out
   */
  ChatBody(TeacherOptions options, Consumer<String> say) {
    this.options = options;
    this.say = say;
  }

  /** What the endpoint refused. */
  Set<Extra> refused() {
    synchronized (refused) {
      return refused.isEmpty() ? Set.of() : EnumSet.copyOf(refused);
    }
  }

  String of(Question question, long seed) {
    var json = new JsonWriter().beginObject().member("model", options.model());
    json.name("messages").beginArray();
    for (var message : question.messages()) {
      json.beginObject()
          .member("role", message.role())
          .member("content", message.content())
          .endObject();
    }
    json.endArray();
    if (!question.stop().isEmpty()) {
      json.member("stop", question.stop());
    }
    // The newer name where the older one was refused.
    json.member(
        refused.contains(Extra.MAX_TOKENS) ? "max_completion_tokens" : "max_tokens",
        options.maxTokens());
    if (!refused.contains(Extra.TEMPERATURE)) {
      json.member("temperature", options.temperature());
    }
    if (!refused.contains(Extra.SEED)) {
      json.member("seed", seed);
    }
    if (options.topLogprobs() > 0 && !refused.contains(Extra.LOGPROBS)) {
      json.member("logprobs", true).member("top_logprobs", options.topLogprobs());
    }
    return json.endObject().toString();
  }

  /** Leaves out what a refusal is about; false if that is nothing that can be left out. */
  boolean leaveOut(String refusal) {
    var named = member(refusal).toLowerCase(Locale.ROOT);
    for (var extra : Extra.values()) {
      var about =
          extra == Extra.MAX_TOKENS
              ? refusal.contains("max_completion_tokens")
              : named.contains(extra.word);
      if (about) {
        if (refused.add(extra)) {
          say.accept(options.host() + " does not take '" + extra + "'; asking without it.");
        }
        return true;
      }
    }
    return false;
  }

  /** The member that an error names, or all that it says where it names none. */
  private static String member(String refusal) {
    var error = error(refusal);
    return error
        .flatMap(o -> text(o, "param"))
        .orElseGet(() -> error.flatMap(o -> text(o, "message")).orElse(refusal));
  }

  /** What an error says, in one short line. */
  static String sentence(String body) {
    var said = error(body).flatMap(o -> text(o, "message")).orElse(body);
    var line = said.replaceAll("\\s+", " ").strip();
    return line.length() <= 200 ? line : line.substring(0, 200) + "…";
  }

  /** The code of an error, or nothing. */
  static String code(String body) {
    return error(body).flatMap(o -> text(o, "code")).orElse("");
  }

  private static Optional<JsonObject> error(String body) {
    try {
      var o = Json.parseObject(body);
      return o.member("error").orElse(o) instanceof JsonObject error
          ? Optional.of(error)
          : Optional.of(o);
    } catch (JsonException e) {
      return Optional.empty();
    }
  }

  /** A member that some endpoints fill with something else than a text. */
  private static Optional<String> text(JsonObject object, String name) {
    return object.member(name).orElse(null) instanceof Json.Text(var text)
        ? Optional.of(text)
        : Optional.empty();
  }
}
