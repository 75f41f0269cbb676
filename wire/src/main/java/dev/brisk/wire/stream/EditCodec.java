package dev.brisk.wire.stream;

import dev.brisk.wire.api.EditCancel;
import dev.brisk.wire.api.EditClientMessage;
import dev.brisk.wire.api.EditCompleted;
import dev.brisk.wire.api.EditCreate;
import dev.brisk.wire.api.EditFailed;
import dev.brisk.wire.api.EditHunk;
import dev.brisk.wire.api.EditOptions;
import dev.brisk.wire.api.EditRedirect;
import dev.brisk.wire.api.EditServerEvent;
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
      default ->
          throw new JsonException(
              "The type '" + type + "' is unknown; use edit.create, edit.cancel or edit.redirect.");
    };
  }

  public static String write(EditServerEvent event) {
    return write(event, new JsonWriter());
  }

  /** As {@link #write(EditServerEvent)}, with a buffer that is used again. */
  public static String write(EditServerEvent event, JsonWriter buffer) {
    var out = buffer.reset().beginObject().member("type", type(event));
    out.member("id", event.id()).member("attempt", event.attempt());
    switch (event) {
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
   * Reads what a server said.
   *
   * @throws JsonException if it is not one of its events
   */
  public static EditServerEvent readEvent(String text) {
    var json = Json.parseObject(text);
    var type = json.requireText("type");
    var id = json.requireText("id");
    int attempt = json.integer("attempt").orElse(1);
    return switch (type) {
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
      default ->
          throw new JsonException("The server sent an event of the unknown type " + type + ".");
    };
  }

  private static String type(EditServerEvent event) {
    return switch (event) {
      case EditStarted e -> "edit.started";
      case EditHunk e -> "edit.hunk";
      case EditCompleted e -> "edit.completed";
      case EditFailed e -> "edit.failed";
    };
  }

  private static void writeCreate(JsonWriter out, EditCreate create) {
    out.member("type", "edit.create");
    if (create.id() != null) {
      out.member("id", create.id());
    }
    out.member("path", create.path()).member("text", create.text());
    out.name("region")
        .beginObject()
        .member("first_line", create.region().firstLine())
        .member("last_line", create.region().lastLine())
        .endObject();
    out.member("instruction", create.instruction());
    if (create.cursorLine() != null) {
      out.member("cursor_line", create.cursorLine().longValue());
    }
    var options = create.options();
    out.name("options").beginObject();
    if (options.format() != null) {
      out.member("format", options.format());
    }
    if (options.draft() != null) {
      out.member("draft", options.draft().booleanValue());
    }
    if (options.maxTokens() != null) {
      out.member("max_tokens", options.maxTokens().longValue());
    }
    if (options.model() != null) {
      out.member("model", options.model());
    }
    if (options.force() != null) {
      out.member("force", options.force().booleanValue());
    }
    if (options.direct() != null) {
      out.member("direct", options.direct().booleanValue());
    }
    out.endObject();
  }

  private static EditCreate readCreate(JsonObject json) {
    var region = json.requireObject("region");
    var options =
        json.object("options")
            .map(
                o ->
                    new EditOptions(
                        o.text("format").orElse(null),
                        o.bool("draft").orElse(null),
                        boxed(o.integer("max_tokens")),
                        o.text("model").orElse(null),
                        o.bool("force").orElse(null),
                        o.bool("direct").orElse(null)))
            .orElse(EditOptions.DEFAULTS);
    return new EditCreate(
        json.text("id").orElse(null),
        json.text("path").orElse(""),
        json.requireText("text"),
        new LineRange(region.requireInteger("first_line"), region.requireInteger("last_line")),
        json.requireText("instruction"),
        boxed(json.integer("cursor_line")),
        options);
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
