package dev.brisk.distill.train;

import dev.brisk.distill.train.Parameters.Weight;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Weights to start from. An embedding much wider than usual and a small gain of the final norm let
 * copying appear early; outputs of blocks start near zero so that the residual stream starts as the
 * embedding.
 */
final class Initial {
  private static final double EMBEDDING = 0.25;
  private static final float GAIN = 0.08f;
  private static final double OUTPUT_SHARE = 0.02;

  private Initial() {}

  /**
   * Fills {@code parameters}.
   *
   * @param sameAs tokens that start as another token's row does: " word" as "word"
   */
  static void fill(Parameters parameters, Shape shape, long seed, Map<Integer, Integer> sameAs) {
    var random = new SplittableRandom(seed);
    var layout = parameters.layout();
    gaussian(parameters, layout.embedding(), EMBEDDING, random);
    var embedding = layout.embedding();
    int tokens = shape.vocabulary() * shape.width();
    parameters.values().clear(embedding.offset() + tokens, embedding.size() - tokens);
    sameAs.forEach(
        (token, other) ->
            parameters
                .values()
                .copy(
                    parameters.values(),
                    embedding.offset() + other * shape.width(),
                    embedding.offset() + token * shape.width(),
                    shape.width()));
    for (int i = 0; i < shape.width(); i++) {
      parameters.values().set(layout.norm().offset() + i, GAIN);
    }
    for (var layer : layout.layers()) {
      gaussian(parameters, layer.qkv(), deviation(layer.qkv()), random);
      gaussian(parameters, layer.output(), OUTPUT_SHARE * deviation(layer.output()), random);
      gaussian(parameters, layer.gateUp(), deviation(layer.gateUp()), random);
      gaussian(parameters, layer.down(), OUTPUT_SHARE * deviation(layer.down()), random);
    }
  }

  private static double deviation(Weight weight) {
    return 1 / Math.sqrt(weight.columns());
  }

  private static void gaussian(
      Parameters parameters, Weight weight, double deviation, SplittableRandom random) {
    for (int i = 0; i < weight.size(); i++) {
      parameters.values().set(weight.offset() + i, (float) (random.nextGaussian() * deviation));
    }
  }
}
