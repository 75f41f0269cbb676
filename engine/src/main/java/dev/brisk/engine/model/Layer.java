package dev.brisk.engine.model;

import org.jspecify.annotations.Nullable;

/** One block of a transformer: attention, then a feed-forward part, each behind a norm. */
record Layer(Norm attentionNorm, Heads heads, Norm feedForwardNorm, FeedForward feedForward) {

  /**
   * What attention is made of.
   *
   * @param queryNorm normalizes each query head before it is rotated, or null
   * @param keyNorm the same for key heads
   */
  record Heads(
      Linear query,
      Linear key,
      Linear value,
      Linear output,
      @Nullable Norm queryNorm,
      @Nullable Norm keyNorm) {

    long weights() {
      return query.weights() + key.weights() + value.weights() + output.weights();
    }
  }
}
