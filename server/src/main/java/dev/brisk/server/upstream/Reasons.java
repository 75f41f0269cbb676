package dev.brisk.server.upstream;

import dev.brisk.engine.FinishReason;

/** Why an answer ended, as Chat Completions say it. */
final class Reasons {
  private Reasons() {}

  /** Calls of tools and what else there is count as an end by the model's own will. */
  static FinishReason of(String reason) {
    return reason.equals("length") ? FinishReason.LENGTH : FinishReason.STOP;
  }
}
