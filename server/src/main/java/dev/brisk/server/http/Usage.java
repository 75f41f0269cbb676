package dev.brisk.server.http;

import dev.brisk.engine.GenerationStats;
import dev.brisk.wire.json.JsonWriter;

/** Writes the tokens of an answer as Chat Completions and Completions count them. */
final class Usage {
  private Usage() {}

  static void write(JsonWriter json, GenerationStats stats) {
    json.name("usage")
        .beginObject()
        .member("prompt_tokens", stats.promptTokens())
        .member("completion_tokens", stats.outputTokens())
        .member("total_tokens", stats.promptTokens() + stats.outputTokens())
        .name("prompt_tokens_details")
        .beginObject()
        .member("cached_tokens", stats.cachedTokens())
        .member("cache_miss", stats.miss().label())
        .endObject()
        .name("completion_tokens_details")
        .beginObject()
        .member("accepted_prediction_tokens", stats.accepted())
        .member("rejected_prediction_tokens", stats.drafted() - stats.accepted())
        .endObject()
        .endObject();
  }
}
