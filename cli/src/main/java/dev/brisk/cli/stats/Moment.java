package dev.brisk.cli.stats;

import dev.brisk.wire.json.Json;
import dev.brisk.wire.json.JsonException;
import dev.brisk.wire.json.JsonObject;
import dev.brisk.wire.json.JsonWriter;

/**
 * Something that became of an edit. Nothing in it says which file it was, what was asked for or
 * what the answer was.
 *
 * <p>A model is named as the server named it; {@code instant} and {@code syntax} for an answer
 * without one; empty where nobody had said yet who answers.
 */
public sealed interface Moment {
  /** When it was, in milliseconds since 1970 (UTC). */
  long at();

  /**
   * A finished edit was shown or written out.
   *
   * @param waitMs from the moment it was asked for, in milliseconds
   */
  record Proposed(long at, String model, double waitMs) implements Moment {}

  /**
   * It is in the file.
   *
   * @param undoId its name in the undo journal; empty if the file was so already
   */
  record Accepted(long at, String model, String undoId) implements Moment {}

  /** The person did not want it, or wanted another one instead. */
  record Rejected(long at, String model) implements Moment {}

  /**
   * There was none: declined, failed, stopped, redirected while it was made, or nothing to do.
   *
   * @param code why, a name in snake_case
   * @param waitMs as for {@link Proposed}
   */
  record NoEdit(long at, String model, String code, double waitMs) implements Moment {}

  /** An accepted edit was taken back. */
  record Undone(long at, String undoId) implements Moment {}

  /** This moment as one line of JSON, without a line end. */
  default String line() {
    var json = new JsonWriter().beginObject().member("at", at());
    switch (this) {
      case Proposed(_, var model, var waitMs) ->
          json.member("what", "proposed").member("model", model).member("wait_ms", waitMs);
      case Accepted(_, var model, var undoId) ->
          json.member("what", "accepted").member("model", model).member("undo", undoId);
      case Rejected(_, var model) -> json.member("what", "rejected").member("model", model);
      case NoEdit(_, var model, var code, var waitMs) ->
          json.member("what", "no_edit")
              .member("model", model)
              .member("code", code)
              .member("wait_ms", waitMs);
      case Undone(_, var undoId) -> json.member("what", "undone").member("undo", undoId);
    }
    return json.endObject().toString();
  }

  /**
   * Reads what {@link #line} wrote; unknown members are passed over.
   *
   * @throws JsonException if it is anything else
   */
  static Moment of(String line) {
    var json = Json.parseObject(line);
    long at = time(json);
    return switch (json.requireText("what")) {
      case "proposed" -> new Proposed(at, json.requireText("model"), wait(json));
      case "accepted" -> new Accepted(at, json.requireText("model"), json.text("undo").orElse(""));
      case "rejected" -> new Rejected(at, json.requireText("model"));
      case "no_edit" ->
          new NoEdit(at, json.requireText("model"), json.requireText("code"), wait(json));
      case "undone" -> new Undone(at, json.requireText("undo"));
      default -> throw new JsonException("'what' names nothing that happens to an edit.");
    };
  }

  private static long time(JsonObject json) {
    double at = json.number("at").orElse(-1);
    // Up to the year 9999, which every date class can say.
    if (!(at >= 0 && at < 253_402_300_800_000.0)) {
      throw new JsonException("'at' must be a time.");
    }
    return (long) at;
  }

  private static double wait(JsonObject json) {
    double wait = json.number("wait_ms").orElse(-1);
    if (!(wait >= 0 && wait < 1e12)) {
      throw new JsonException("'wait_ms' must be a time.");
    }
    return wait;
  }
}
