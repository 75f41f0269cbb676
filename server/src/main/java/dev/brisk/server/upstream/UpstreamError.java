package dev.brisk.server.upstream;

import dev.brisk.wire.json.Json;
import dev.brisk.wire.json.JsonException;
import dev.brisk.wire.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An error as engines say it: OpenAI's object, or something like it.
 *
 * @param status the HTTP status
 * @param code its name for programs, or empty
 * @param parameter the part of the request that it is about, or empty
 * @param sentence for people, in one line, without secrets
 */
record UpstreamError(int status, String code, String parameter, String sentence) {
  private static final int MOST = 400;

  /** How engines say that they do not know a member of a request. */
  private static final List<String> UNKNOWN =
      List.of("support", "unknown", "unrecognized", "unexpected", "extra inputs", "not permitted");

  /** Reads the body of a refused request. */
  static UpstreamError of(int status, String body, Secrets secrets) {
    Optional<JsonObject> object;
    try {
      object = Optional.of(Json.parseObject(body));
    } catch (JsonException e) {
      // A proxy says it in HTML, or nothing at all is said.
      object = Optional.empty();
    }
    var error = object.map(UpstreamError::inner);
    return new UpstreamError(
        status,
        error.map(e -> word(e, "code")).orElse(""),
        error.map(e -> word(e, "param")).orElse(""),
        sentence(error, secrets, status));
  }

  /** Reads an error that came as an event of a stream. */
  static UpstreamError of(JsonObject error, Secrets secrets) {
    return new UpstreamError(
        200, word(error, "code"), word(error, "param"), sentence(Optional.of(error), secrets, 200));
  }

  /** Whether the prompt is longer than the context. */
  boolean tooLong() {
    var said = sentence.toLowerCase(Locale.ROOT);
    return code.equals("context_length_exceeded")
        || said.contains("maximum context length")
        || said.contains("exceeds the available context size");
  }

  /** Whether it says that this part of the request is not known there, whatever its value. */
  boolean doesNotKnow(String name) {
    boolean about =
        parameter.equals(name) || sentence.matches(".*\\b" + Pattern.quote(name) + "\\b.*");
    var said = (code + " " + sentence).toLowerCase(Locale.ROOT);
    return about && UNKNOWN.stream().anyMatch(said::contains);
  }

  private static JsonObject inner(JsonObject object) {
    return object.members().get("error") instanceof JsonObject error ? error : object;
  }

  private static String word(JsonObject error, String name) {
    return error.members().get(name) instanceof Json.Text(var text) ? text : "";
  }

  private static String sentence(Optional<JsonObject> error, Secrets secrets, int status) {
    var said =
        error
            .map(e -> word(e, "message").isEmpty() ? word(e, "detail") : word(e, "message"))
            .orElse("")
            .replaceAll("\\s+", " ")
            .strip();
    if (said.isEmpty()) {
      return "it says no more than the status " + status + ".";
    }
    var hidden = secrets.hide(said);
    var brief = hidden.length() > MOST ? hidden.substring(0, MOST) + "…" : hidden;
    return brief.endsWith(".") || brief.endsWith("…") ? brief : brief + ".";
  }
}
