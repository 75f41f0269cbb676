package dev.brisk.engine;

/**
 * How a token is chosen from the logits. The filters apply in this order: top-k, top-p, min-p, then
 * temperature.
 *
 * @param temperature 0 takes the most likely token (greedy) and ignores the rest; else logits are
 *     divided by it
 * @param topK keeps the k most likely tokens; 0 keeps all
 * @param topP keeps the smallest set of most likely tokens whose probabilities add up to at least
 *     this; 1 keeps all
 * @param minP keeps tokens at least this share as likely as the most likely one; 0 keeps all
 * @param seed the same seed, prompt and parameters give the same output, with any draft and in any
 *     batch
 */
public record Sampling(float temperature, int topK, float topP, float minP, long seed) {
  public static final Sampling GREEDY = new Sampling(0, 0, 1, 0, 0);

  /**
   * @throws IllegalArgumentException naming the parameter that is out of its range
   */
  public Sampling {
    require(temperature >= 0 && temperature <= 100, "temperature must be from 0 to 100");
    require(topK >= 0, "top_k must not be negative");
    require(topP > 0 && topP <= 1, "top_p must be above 0 and at most 1");
    require(minP >= 0 && minP <= 1, "min_p must be from 0 to 1");
  }

  public boolean isGreedy() {
    return temperature == 0;
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }
}
