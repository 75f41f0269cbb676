package dev.brisk.wire.stream;

import dev.brisk.wire.api.EditCancel;
import dev.brisk.wire.api.EditClientMessage;
import dev.brisk.wire.api.EditCompleted;
import dev.brisk.wire.api.EditCreate;
import dev.brisk.wire.api.EditDraftInstruction;
import dev.brisk.wire.api.EditFailed;
import dev.brisk.wire.api.EditHunk;
import dev.brisk.wire.api.EditOptions;
import dev.brisk.wire.api.EditPrewarm;
import dev.brisk.wire.api.EditPrewarmed;
import dev.brisk.wire.api.EditQueued;
import dev.brisk.wire.api.EditRedirect;
import dev.brisk.wire.api.EditServerEvent;
import dev.brisk.wire.api.EditServerMessage;
import dev.brisk.wire.api.EditStarted;
import dev.brisk.wire.api.EditStats;
import dev.brisk.wire.api.HunkLines;
import dev.brisk.wire.api.LineRange;
import dev.brisk.wire.api.Replacement;
import dev.brisk.wire.json.Json;
import dev.brisk.wire.json.JsonException;
import dev.brisk.wire.json.JsonObject;
import dev.brisk.wire.json.JsonWriter;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The messages of {@code /v1/edits} as JSON texts, in both directions. Unknown members are passed
 * over.
 */
public final class EditCodec {
  /** The most bytes of a client's message in UTF-8; a file of that size nearly fits. */
  public static final int MAX_MESSAGE = 8 << 20;

  private EditCodec() {}

  public static String write(EditClientMessage message) {
    var out = new JsonWriter().beginObject();
    switch (message) {
      case EditCreate create -> writeCreate(out, create);
      case EditCancel(var id) -> out.member("type", "edit.cancel").member("id", id);
      case EditRedirect(var id, var instruction) ->
          out.member("type", "edit.redirect").member("id", id).member("instruction", instruction);
      case EditPrewarm prewarm -> writePrewarm(out, prewarm);
      case EditDraftInstruction(var id, var instruction) ->
          out.member("type", "edit.draft_instruction")
              .member("id", id)
              .member("instruction", instruction);
    }
    return out.endObject().toString();
  }

  /**
   * Reads what a client said.
   *
   * @throws JsonException with a sentence for the client
   */
  public static EditClientMessage readMessage(String text) {
    return readMessage(Json.parseObject(text));
  }

  /** As {@link #readMessage(String)}, of JSON that was parsed already. */
  public static EditClientMessage readMessage(JsonObject json) {
    var type = json.requireText("type");
    return switch (type) {
      case "edit.create" -> readCreate(json);
      case "edit.cancel" -> new EditCancel(json.requireText("id"));
      case "edit.redirect" ->
          new EditRedirect(json.requireText("id"), json.requireText("instruction"));
      case "edit.prewarm" -> readPrewarm(json);
      case "edit.draft_instruction" ->
          new EditDraftInstruction(json.requireText("id"), json.requireText("instruction"));
      default ->
          throw new JsonException(
              "The type '"
                  + type
                  + "' is unknown; use edit.create, edit.cancel, edit.redirect, edit.prewarm or edit.draft_instruction.");
    };
  }

  public static String write(EditServerMessage message) {
    return write(message, new JsonWriter());
  }

  /** As {@link #write(EditServerMessage)}, with a buffer that is used again. */
  public static String write(EditServerMessage message, JsonWriter buffer) {
    var out = buffer.reset().beginObject().member("type", type(message));
    out.member("id", message.id()).member("attempt", attempt(message));
    switch (message) {
      case EditQueued queued ->
          out.member("position", queued.position()).member("wait_ms", queued.waitMs());
      case EditStarted started ->
          out.member("model", started.model())
              .member("format", started.format())
              .member("prompt_tokens", started.promptTokens())
              .member("context_cut", started.contextCut());
      case EditHunk hunk -> {
        out.member("index", hunk.index());
        hunkMembers(out, hunk.lines());
      }
      case EditCompleted completed -> writeCompleted(out, completed);
      case EditPrewarmed warm ->
          out.member("model", warm.model())
              .member("format", warm.format())
              .member("prompt_tokens", warm.promptTokens())
              .member("prefix_tokens", warm.prefixTokens())
              .member("cached_tokens", warm.cachedTokens())
              .member("computed_tokens", warm.computedTokens())
              .member("complete", warm.complete());
      case EditFailed failed -> {
        out.member("code", failed.code()).member("message", failed.message());
        if (failed.line() != null) {
          out.member("line", failed.line().longValue());
        }
        if (failed.stats() != null) {
          writeStats(out, failed.stats());
        }
      }
    }
    return out.endObject().toString();
  }

  /**
   * Reads what a server said about an edit.
   *
   * @throws JsonException if it is not one of its events
   */
  public static EditServerEvent readEvent(String text) {
    if (readServerMessage(text) instanceof EditServerEvent event) {
      return event;
    }
    throw new JsonException("The server sent something else than an event of an edit.");
  }

  /**
   * Reads what a server said.
   *
   * @throws JsonException if it is nothing that a server says
   */
  public static EditServerMessage readServerMessage(String text) {
    var json = Json.parseObject(text);
    var type = json.requireText("type");
    var id = json.requireText("id");
    int attempt = json.integer("attempt").orElse(1);
    return switch (type) {
      case "edit.queued" ->
          new EditQueued(
              id,
              attempt,
              json.integer("position").orElse(0),
              (long) json.number("wait_ms").orElse(0));
      case "edit.started" ->
          new EditStarted(
              id,
              attempt,
              json.requireText("model"),
              json.requireText("format"),
              json.integer("prompt_tokens").orElse(0),
              json.bool("context_cut").orElse(false));
      case "edit.hunk" ->
          new EditHunk(id, attempt, json.integer("index").orElse(0), readHunk(json));
      case "edit.completed" ->
          new EditCompleted(
              id,
              attempt,
              json.objects("edits").stream().map(EditCodec::readReplacement).toList(),
              readHunks(json, "hunks"),
              readHunks(json, "dropped"),
              json.number("minimality").orElse(1),
              readStats(json.requireObject("stats")));
      case "edit.failed" ->
          new EditFailed(
              id,
              attempt,
              json.requireText("code"),
              json.requireText("message"),
              boxed(json.integer("line")),
              json.object("stats").map(EditCodec::readStats).orElse(null));
      case "edit.prewarmed" ->
          new EditPrewarmed(
              id,
              attempt,
              json.requireText("model"),
              json.requireText("format"),
              json.integer("prompt_tokens").orElse(0),
              json.integer("prefix_tokens").orElse(0),
              json.integer("cached_tokens").orElse(0),
              json.integer("computed_tokens").orElse(0),
              json.bool("complete").orElse(true));
      default ->
          throw new JsonException("The server sent an event of the unknown type " + type + ".");
    };
  }

  /** The type of a message, such as {@code edit.hunk}. */
  public static String type(EditServerMessage message) {
    return switch (message) {
      case EditQueued e -> "edit.queued";
      case EditStarted e -> "edit.started";
      case EditHunk e -> "edit.hunk";
      case EditCompleted e -> "edit.completed";
      case EditFailed e -> "edit.failed";
      case EditPrewarmed e -> "edit.prewarmed";
    };
  }

  private static int attempt(EditServerMessage message) {
    return switch (message) {
      case EditServerEvent event -> event.attempt();
      case EditPrewarmed warm -> warm.attempt();
    };
  }

  private static void writeCreate(JsonWriter out, EditCreate create) {
    out.member("type", "edit.create");
    writePlace(out, create.id(), create.path(), create.text(), create.region());
    out.member("instruction", create.instruction());
    writeMore(out, create.cursorLine(), create.options());
  }

  private static void writePrewarm(JsonWriter out, EditPrewarm prewarm) {
    out.member("type", "edit.prewarm");
    writePlace(out, prewarm.id(), prewarm.path(), prewarm.text(), prewarm.region());
    writeMore(out, prewarm.cursorLine(), prewarm.options());
  }

  private static void writePlace(
      JsonWriter out, @Nullable String id, String path, String text, LineRange region) {
    if (id != null) {
      out.member("id", id);
    }
    out.member("path", path).member("text", text);
    out.name("region")
        .beginObject()
        .member("first_line", region.firstLine())
        .member("last_line", region.lastLine())
        .endObject();
  }

  private static void writeMore(JsonWriter out, @Nullable Integer cursorLine, EditOptions options) {
    if (cursorLine != null) {
      out.member("cursor_line", cursorLine.longValue());
    }
    EditOptionsCodec.write(out, options);
  }

  /**
   * Reads the body of an {@code edit.create}, whether or not it says that it is one.
   *
   * @throws JsonException with a sentence for the client
   */
  public static EditCreate readCreate(JsonObject json) {
    requireType(json, "edit.create");
    return new EditCreate(
        json.text("id").orElse(null),
        json.text("path").orElse(""),
        json.requireText("text"),
        readRegion(json),
        json.requireText("instruction"),
        boxed(json.integer("cursor_line")),
        EditOptionsCodec.read(json));
  }

  /**
   * Reads the body of an {@code edit.prewarm}, whether or not it says that it is one.
   *
   * @throws JsonException with a sentence for the client
   */
  public static EditPrewarm readPrewarm(JsonObject json) {
    requireType(json, "edit.prewarm");
    return new EditPrewarm(
        json.text("id").orElse(null),
        json.text("path").orElse(""),
        json.requireText("text"),
        readRegion(json),
        boxed(json.integer("cursor_line")),
        EditOptionsCodec.read(json));
  }

  private static void requireType(JsonObject json, String type) {
    var said = json.text("type").orElse(type);
    if (!said.equals(type)) {
      throw new JsonException("The type must be " + type + " here, not '" + said + "'.");
    }
  }

  private static LineRange readRegion(JsonObject json) {
    var region = json.requireObject("region");
    return new LineRange(region.requireInteger("first_line"), region.requireInteger("last_line"));
  }

  private static void writeCompleted(JsonWriter out, EditCompleted completed) {
    out.name("edits").beginArray();
    for (var edit : completed.edits()) {
      out.beginObject()
          .member("start", edit.start())
          .member("end", edit.end())
          .member("replacement", edit.replacement())
          .endObject();
    }
    out.endArray();
    writeHunks(out, "hunks", completed.hunks());
    writeHunks(out, "dropped", completed.dropped());
    out.member("minimality", completed.minimality());
    writeStats(out, completed.stats());
  }

  private static void writeHunks(JsonWriter out, String name, List<HunkLines> hunks) {
    out.name(name).beginArray();
    for (var hunk : hunks) {
      out.beginObject();
      hunkMembers(out, hunk);
      out.endObject();
    }
    out.endArray();
  }

  private static void hunkMembers(JsonWriter out, HunkLines hunk) {
    out.member("before_line", hunk.beforeLine())
        .member("removed", hunk.removed())
        .member("after_line", hunk.afterLine())
        .member("added", hunk.added());
  }

  private static List<HunkLines> readHunks(JsonObject json, String name) {
    return json.objects(name).stream().map(EditCodec::readHunk).toList();
  }

  private static HunkLines readHunk(JsonObject json) {
    return new HunkLines(
        json.requireInteger("before_line"),
        json.texts("removed"),
        json.requireInteger("after_line"),
        json.texts("added"));
  }

  private static Replacement readReplacement(JsonObject json) {
    return new Replacement(
        json.requireInteger("start"), json.requireInteger("end"), json.requireText("replacement"));
  }

  /** Writes the member {@code stats}, as events have it; {@code brisk edit --json} has the same. */
  public static void writeStats(JsonWriter out, EditStats stats) {
    out.name("stats")
        .beginObject()
        .member("ttft_ms", stats.ttftMs())
        .member("total_ms", stats.totalMs())
        .member("tokens", stats.tokens())
        .member("drafted", stats.drafted())
        .member("accepted", stats.accepted())
        .member("passes", stats.passes())
        .member("prompt_tokens", stats.promptTokens())
        .member("cached_tokens", stats.cachedTokens())
        .member("direct_us", stats.directUs())
        .endObject();
  }

  private static EditStats readStats(JsonObject json) {
    return new EditStats(
        json.number("ttft_ms").orElse(0),
        json.number("total_ms").orElse(0),
        json.integer("tokens").orElse(0),
        json.integer("drafted").orElse(0),
        json.integer("accepted").orElse(0),
        json.integer("passes").orElse(0),
        json.integer("prompt_tokens").orElse(0),
        json.integer("cached_tokens").orElse(0),
        json.integer("direct_us").orElse(0));
  }

  private static @Nullable Integer boxed(OptionalInt value) {
    return value.isPresent() ? value.getAsInt() : null;
  }
}
