package dev.brisk.server.respond;

import dev.brisk.engine.Confidence;
import dev.brisk.engine.gguf.Metadata;
import java.util.Optional;

/**
 * How sure a model must be of an edit so that it is shown, as its file says.
 *
 * @param measure "sum", "mean" or "min" of the tokens' log-probabilities
 * @param least the least value that is enough, at most 0
 */
public record ConfidenceThreshold(String measure, double least) {
  /** The threshold in {@code brisk.edit.confidence} and {@code brisk.edit.confidence.measure}. */
  static Optional<ConfidenceThreshold> of(Metadata metadata) {
    var least = metadata.number("brisk.edit.confidence");
    return least.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new ConfidenceThreshold(
                metadata.string("brisk.edit.confidence.measure").orElse("mean"),
                least.getAsDouble()));
  }

  /** Whether that is sure enough. */
  boolean admits(Confidence confidence) {
    var value =
        switch (measure) {
          case "sum" -> confidence.sum();
          case "min" -> confidence.min();
          default -> confidence.mean();
        };
    return value >= least;
  }
}
