package dev.brisk.server.scripted;

import dev.brisk.engine.FinishReason;
import dev.brisk.wire.json.Json;
import dev.brisk.wire.json.JsonException;
import dev.brisk.wire.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads a script: a JSON object a line, as docs/scripted.md says. */
final class ScriptReader {
  private static final Set<String> HEAD = Set.of("model", "context", "edit_format");
  private static final Set<String> ENTRY =
      Set.of(
          "when",
          "repeat",
          "say",
          "ttft_ms",
          "itl_ms",
          "tokens_per_second",
          "error",
          "finish",
          "usage");

  private ScriptReader() {}

  static Script read(String name, List<String> lines) {
    var head = ScriptHead.DEFAULT;
    var entries = new ArrayList<ScriptEntry>();
    int number = 0;
    for (var line : lines) {
      number++;
      if (line.isBlank() || line.stripLeading().startsWith("#")) {
        continue;
      }
      try {
        var json = Json.parseObject(line);
        if (json.has("model")) {
          head = head(json);
        } else {
          entries.add(entry(json));
        }
      } catch (JsonException | IllegalArgumentException e) {
        throw new ScriptException(name + ", line " + number + ": " + e.getMessage(), e);
      }
    }
    return new Script(name, head, entries);
  }

  /** Refuses members that nobody would look at: a slip of the pen would go unnoticed. */
  static void admit(JsonObject json, Set<String> known) {
    for (var member : json.members().keySet()) {
      if (!known.contains(member)) {
        throw new JsonException(
            "'"
                + member
                + "' is unknown here; use "
                + String.join(", ", known.stream().sorted().toList())
                + ".");
      }
    }
  }

  private static ScriptHead head(JsonObject json) {
    admit(json, HEAD);
    return new ScriptHead(
        json.requireText("model"),
        json.integer("context").orElse(ScriptHead.DEFAULT.context()),
        json.text("edit_format"));
  }

  private static ScriptEntry entry(JsonObject json) {
    admit(json, ENTRY);
    if (json.has("say") == json.has("error")) {
      throw new JsonException("An entry has either 'say' or 'error'.");
    }
    return new ScriptEntry(
        json.object("when").map(ScriptReader::cue).orElse(Cue.ANY),
        json.bool("repeat").orElse(false),
        json.member("say").map(Beats::of).orElse(List.of()),
        pace(json),
        json.object("error").map(ScriptReader::refusal),
        finish(json.text("finish").orElse("stop")),
        told(json.object("usage")));
  }

  private static Cue cue(JsonObject json) {
    admit(json, Set.of("user", "tool", "turn"));
    return new Cue(json.text("user"), json.text("tool"), json.integer("turn"));
  }

  private static Pace pace(JsonObject json) {
    var interval = json.number("itl_ms");
    var rate = json.number("tokens_per_second");
    if (interval.isPresent() && rate.isPresent()) {
      throw new JsonException("Use either 'itl_ms' or 'tokens_per_second'.");
    }
    if (rate.isPresent() && !(rate.getAsDouble() > 0)) {
      throw new JsonException("'tokens_per_second' must be above 0.");
    }
    long token =
        rate.isPresent()
            ? Math.round(1e9 / rate.getAsDouble())
            : nanos("itl_ms", interval.orElse(0));
    return new Pace(nanos("ttft_ms", json.number("ttft_ms").orElse(0)), token);
  }

  static long nanos(String name, double milliseconds) {
    if (!(milliseconds >= 0 && milliseconds <= 86_400_000)) {
      throw new JsonException("'" + name + "' must be from 0 to 86400000 milliseconds.");
    }
    return Math.round(milliseconds * 1e6);
  }

  private static ScriptEntry.Refusal refusal(JsonObject json) {
    admit(json, Set.of("code", "message"));
    return new ScriptEntry.Refusal(json.requireText("code"), json.requireText("message"));
  }

  private static FinishReason finish(String name) {
    return switch (name) {
      case "stop" -> FinishReason.STOP;
      case "length" -> FinishReason.LENGTH;
      default -> throw new JsonException("'finish' must be stop or length, not " + name + ".");
    };
  }

  private static ScriptEntry.Told told(Optional<JsonObject> usage) {
    if (usage.isEmpty()) {
      return new ScriptEntry.Told(0, 0, 0);
    }
    var json = usage.get();
    admit(json, Set.of("cached_tokens", "drafted", "accepted"));
    return new ScriptEntry.Told(
        json.integer("cached_tokens").orElse(0),
        json.integer("drafted").orElse(0),
        json.integer("accepted").orElse(0));
  }
}
