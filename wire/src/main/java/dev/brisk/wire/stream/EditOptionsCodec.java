package dev.brisk.wire.stream;

import dev.brisk.wire.api.EditOptions;
import dev.brisk.wire.json.JsonObject;
import dev.brisk.wire.json.JsonWriter;
import org.jspecify.annotations.Nullable;

/** The member {@code options} of messages about edits. */
final class EditOptionsCodec {
  private EditOptionsCodec() {}

  static void write(JsonWriter out, EditOptions options) {
    out.name("options").beginObject();
    text(out, "format", options.format());
    bool(out, "draft", options.draft());
    if (options.maxTokens() != null) {
      out.member("max_tokens", options.maxTokens().longValue());
    }
    text(out, "model", options.model());
    bool(out, "force", options.force());
    bool(out, "direct", options.direct());
    text(out, "replay_region", options.replayRegion());
    out.endObject();
  }

  static EditOptions read(JsonObject json) {
    return json.object("options")
        .map(
            o ->
                new EditOptions(
                    o.text("format").orElse(null),
                    o.bool("draft").orElse(null),
                    o.integer("max_tokens").isPresent() ? o.requireInteger("max_tokens") : null,
                    o.text("model").orElse(null),
                    o.bool("force").orElse(null),
                    o.bool("direct").orElse(null),
                    o.text("replay_region").orElse(null)))
        .orElse(EditOptions.DEFAULTS);
  }

  private static void text(JsonWriter out, String name, @Nullable String value) {
    if (value != null) {
      out.member(name, value);
    }
  }

  private static void bool(JsonWriter out, String name, @Nullable Boolean value) {
    if (value != null) {
      out.member(name, value.booleanValue());
    }
  }
}
