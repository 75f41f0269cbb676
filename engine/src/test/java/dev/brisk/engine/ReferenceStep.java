package dev.brisk.engine;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * A step of a reference.
 *
 * @param id the token that was chosen
 * @param top tokens with their log-probabilities, the likeliest first
 */
record ReferenceStep(int id, List<Top> top) {
  /**
   * The reference takes logarithms of f32 probabilities: below their smallest normal number these
   * are coarse, and then zero. Models whose output is their embedding are as sure as that: their
   * logits are products of rows of one random matrix, so the token that was read stands out by more
   * than 87 nats.
   */
  private static final double LEAST = Math.log(Float.MIN_NORMAL);

  record Top(int id, double logProbability) {}

  static ReferenceStep of(JsonNode json) {
    var top = new ArrayList<Top>();
    for (JsonNode pair : json.get("top")) {
      double logProbability = pair.get(1).asDouble();
      if (logProbability >= LEAST) {
        top.add(new Top(pair.get(0).asInt(), logProbability));
      }
    }
    return new ReferenceStep(json.get("id").asInt(), top);
  }

  /** The mean absolute difference of log-probabilities from the reference's, in nats. */
  double difference(float[] logits) {
    double shift = logSum(logits);
    double sum = 0;
    for (Top token : top) {
      sum += Math.abs(logits[token.id] - shift - token.logProbability);
    }
    return sum / top.size();
  }

  /** The mean absolute difference of log-probabilities of two engines, in nats. */
  double difference(float[] a, float[] b) {
    double shift = logSum(a) - logSum(b);
    double sum = 0;
    for (Top token : top) {
      sum += Math.abs(a[token.id] - b[token.id] - shift);
    }
    return sum / top.size();
  }

  static int likeliest(float[] logits) {
    int best = 0;
    for (int i = 1; i < logits.length; i++) {
      best = logits[i] > logits[best] ? i : best;
    }
    return best;
  }

  private static double logSum(float[] logits) {
    double max = logits[likeliest(logits)];
    double sum = 0;
    for (float logit : logits) {
      sum += Math.exp(logit - max);
    }
    return max + Math.log(sum);
  }
}
