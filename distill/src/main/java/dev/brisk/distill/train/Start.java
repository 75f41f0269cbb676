package dev.brisk.distill.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** The weights that a new run begins with. */
@FunctionalInterface
public interface Start {
  /**
   * Fills the weights, which are all zero.
   *
   * @throws IOException if what it starts from does not fit; the message says what to do
   */
  void fill(Parameters weights, Shape shape, long seed) throws IOException;

  /**
   * Random ones, from the run's seed.
   *
   * @param sameAs tokens that start as another one does: " word" as "word"
   */
  static Start random(Map<Integer, Integer> sameAs) {
    return (weights, shape, seed) -> Initial.fill(weights, shape, seed, sameAs);
  }

  /** Those of a model file of the same configuration and vocabulary, in F32, F16 or Q8_0. */
  static Start from(Path model) {
    return (weights, shape, seed) -> GgufWeights.fill(model, weights, shape);
  }
}
