package dev.brisk.server.responses;

import dev.brisk.engine.GenerationStats;
import dev.brisk.wire.json.JsonWriter;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Writes one response as JSON, at whatever stage it is. */
final class ResponseObject {
  private final String id = "resp_" + UUID.randomUUID().toString().replace("-", "");
  private final long created = Instant.now().getEpochSecond();
  private final String echo;
  private final Optional<String> previous;

  ResponseObject(ResponseRequest request) {
    this.echo = request.echo();
    this.previous = request.previous();
  }

  String id() {
    return id;
  }

  /** While it is made. */
  String running(String status) {
    return write(status, Optional.empty(), Optional.empty(), List.of(), "null");
  }

  /**
   * @param incomplete why it is not complete
   * @param error the code and the sentence of what went wrong
   * @param output the finished items, as JSON
   */
  String ended(
      String status,
      Optional<String> incomplete,
      Optional<Failure> error,
      List<String> output,
      String usage) {
    return write(status, incomplete, error, output, usage);
  }

  /** What went wrong, for programs and for people. */
  record Failure(String code, String sentence) {}

  private String write(
      String status,
      Optional<String> incomplete,
      Optional<Failure> error,
      List<String> output,
      String usage) {
    var json =
        new JsonWriter()
            .beginObject()
            .member("id", id)
            .member("object", "response")
            .member("created_at", created)
            .member("status", status)
            .name("error");
    error.ifPresentOrElse(
        e ->
            json.beginObject().member("code", e.code()).member("message", e.sentence()).endObject(),
        json::nullValue);
    json.name("incomplete_details");
    incomplete.ifPresentOrElse(
        reason -> {
          json.beginObject().member("reason", reason).endObject();
          if (reason.equals("interrupted")) {
            json.member("end_turn", false);
          }
        },
        json::nullValue);
    json.name("output").beginArray();
    output.forEach(json::raw);
    json.endArray().name("usage").raw(usage).member("previous_response_id", previous.orElse(null));
    // The rest is members already.
    return json + "," + echo + "}";
  }

  static String usage(GenerationStats stats, int thought) {
    return new JsonWriter()
        .beginObject()
        .member("input_tokens", stats.promptTokens())
        .name("input_tokens_details")
        .beginObject()
        .member("cached_tokens", stats.cachedTokens())
        // Nothing is charged for what is kept; OpenAI's SDK for Java wants the member.
        .member("cache_write_tokens", 0)
        .member("cache_miss", stats.miss().label())
        .endObject()
        .member("output_tokens", stats.outputTokens())
        .name("output_tokens_details")
        .beginObject()
        .member("reasoning_tokens", thought)
        .member("accepted_prediction_tokens", stats.accepted())
        .member("rejected_prediction_tokens", stats.drafted() - stats.accepted())
        .endObject()
        .member("total_tokens", stats.promptTokens() + stats.outputTokens())
        .endObject()
        .toString();
  }

  /** Of a response for which nothing was computed. */
  static String noUsage() {
    return "{\"input_tokens\":0,\"input_tokens_details\":{\"cached_tokens\":0,"
        + "\"cache_write_tokens\":0},\"output_tokens\":0,"
        + "\"output_tokens_details\":{\"reasoning_tokens\":0},\"total_tokens\":0}";
  }
}
