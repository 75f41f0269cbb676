package dev.brisk.engine;

import java.util.Optional;

/**
 * The end of a response.
 *
 * @param message what went wrong if the reason is {@link FinishReason#FAILED}, else empty
 * @param confidence where the request wanted it and there is any output
 */
public record GenerationResult(
    FinishReason reason, GenerationStats stats, String message, Optional<Confidence> confidence) {
  /** A result without confidence. */
  public GenerationResult(FinishReason reason, GenerationStats stats, String message) {
    this(reason, stats, message, Optional.empty());
  }
}
