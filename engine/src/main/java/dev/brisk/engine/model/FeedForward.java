package dev.brisk.engine.model;

import dev.brisk.engine.kernel.Worker;

/** The second half of a block. */
interface FeedForward {
  /** Weights that each row is multiplied with. */
  long weightsPerRow();

  /**
   * Adds the result for {@code a.normed} to {@code a.x}. Called by all workers, when all of {@code
   * normed} is there; afterwards all of {@code x} is there.
   */
  void add(int rows, Activations a, Worker worker);
}
