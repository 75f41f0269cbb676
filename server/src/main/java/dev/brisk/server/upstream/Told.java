package dev.brisk.server.upstream;

import dev.brisk.engine.FinishReason;
import dev.brisk.wire.json.JsonObject;
import java.util.Optional;

/**
 * What an upstream says at the end of an answer. What it does not tell is 0.
 *
 * @param accepted tokens of the prediction that were kept
 * @param rejected tokens of the prediction that were not
 */
record Told(
    FinishReason reason,
    int promptTokens,
    int cachedTokens,
    int outputTokens,
    int accepted,
    int rejected) {
  /** Nothing but that it has ended. */
  static final Told NOTHING = new Told(FinishReason.STOP, 0, 0, 0, 0, 0);

  Told reason(FinishReason why) {
    return new Told(why, promptTokens, cachedTokens, outputTokens, accepted, rejected);
  }

  /** The same with the usage of Chat Completions or Completions. */
  Told chatUsage(JsonObject usage) {
    var output = usage.object("completion_tokens_details");
    return usage(
        usage, "prompt_tokens", "completion_tokens", usage.object("prompt_tokens_details"), output);
  }

  /** The same with the usage of Responses. */
  Told responsesUsage(JsonObject usage) {
    var output = usage.object("output_tokens_details");
    return usage(
        usage, "input_tokens", "output_tokens", usage.object("input_tokens_details"), output);
  }

  private Told usage(
      JsonObject usage,
      String prompt,
      String completion,
      Optional<JsonObject> promptDetails,
      Optional<JsonObject> outputDetails) {
    return new Told(
        reason,
        count(usage, prompt),
        promptDetails.map(d -> count(d, "cached_tokens")).orElse(0),
        count(usage, completion),
        outputDetails.map(d -> count(d, "accepted_prediction_tokens")).orElse(0),
        outputDetails.map(d -> count(d, "rejected_prediction_tokens")).orElse(0));
  }

  private static int count(JsonObject object, String name) {
    return Math.max(0, object.integer(name).orElse(0));
  }
}
