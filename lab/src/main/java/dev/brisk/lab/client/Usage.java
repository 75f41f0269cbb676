package dev.brisk.lab.client;

import static dev.brisk.lab.results.Tokens.UNKNOWN;

import dev.brisk.lab.results.Tokens;
import dev.brisk.wire.json.JsonObject;
import java.util.Optional;

/** The ways in which targets count tokens and tell where the time went. */
final class Usage {
  private Usage() {}

  /** {@code usage} of chat and completions. */
  static Tokens ofChat(JsonObject usage) {
    return of(usage, "prompt_tokens", "prompt_tokens_details", "completion_tokens");
  }

  /** {@code usage} of responses. */
  static Tokens ofResponse(JsonObject usage) {
    return of(usage, "input_tokens", "input_tokens_details", "output_tokens");
  }

  private static Tokens of(JsonObject usage, String prompt, String details, String output) {
    int written = usage.integer(output).orElse(UNKNOWN);
    var more = usage.object(output + "_details");
    int accepted = member(more, "accepted_prediction_tokens");
    int rejected = member(more, "rejected_prediction_tokens");
    return new Tokens(
        written,
        usage.integer(prompt).orElse(UNKNOWN),
        member(usage.object(details), "cached_tokens"),
        accepted == UNKNOWN || rejected == UNKNOWN ? UNKNOWN : accepted + rejected,
        accepted,
        written == UNKNOWN ? Tokens.Source.UNKNOWN : Tokens.Source.USAGE);
  }

  /** {@code timings} of llama.cpp, which Brisk's {@code /infill} has too. */
  static Tokens ofTimings(JsonObject timings) {
    int written = timings.integer("predicted_n").orElse(UNKNOWN);
    int read = timings.integer("prompt_n").orElse(UNKNOWN);
    int cached = timings.integer("cache_n").orElse(UNKNOWN);
    return new Tokens(
        written,
        // llama.cpp counts only what it had to read.
        read == UNKNOWN ? UNKNOWN : read + Math.max(0, cached),
        cached,
        timings.integer("draft_n").orElse(UNKNOWN),
        timings.integer("draft_n_accepted").orElse(UNKNOWN),
        written == UNKNOWN ? Tokens.Source.UNKNOWN : Tokens.Source.USAGE);
  }

  /** The same, about time. */
  static ServerTimes timesOfTimings(JsonObject timings) {
    return new ServerTimes(
        timings.number("queue_ms").orElse(-1),
        timings.number("prompt_ms").orElse(-1),
        timings.number("predicted_ms").orElse(-1),
        timings.number("total_ms").orElse(-1));
  }

  private static int member(Optional<JsonObject> in, String name) {
    return in.map(object -> object.integer(name).orElse(UNKNOWN)).orElse(UNKNOWN);
  }
}
