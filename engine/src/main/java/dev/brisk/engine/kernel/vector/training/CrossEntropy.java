package dev.brisk.engine.kernel.vector.training;

import static dev.brisk.engine.kernel.vector.training.Lanes.COUNT;
import static dev.brisk.engine.kernel.vector.training.Lanes.FLOATS;
import static dev.brisk.engine.kernel.vector.training.Lanes.load;
import static dev.brisk.engine.kernel.vector.training.Lanes.store;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** The loss of one row of logits. Vocabularies are multiples of 16. */
public final class CrossEntropy {
  private CrossEntropy() {}

  /**
   * Replaces logits by the loss's gradient: weight · (softmax − one-hot of the target).
   *
   * @return −ln of the target's probability, not weighted
   */
  public static double backward(Floats logits, int at, int vocabulary, int target, float weight) {
    float logit = logits.get(at + target);
    double logarithm = softmax(logits, at, vocabulary, weight);
    logits.set(at + target, logits.get(at + target) - weight);
    return logarithm - logit;
  }

  /**
   * Replaces logits by the gradient of the loss against a distribution: weight · (softmax −
   * shares).
   *
   * @param tokens of the distribution; one may stand there several times, and its shares add up
   * @param shares of these, together 1
   * @return −Σ share · ln of the token's probability, not weighted
   */
  public static double backward(
      Floats logits, int at, int vocabulary, int[] tokens, float[] shares, float weight) {
    double wanted = 0;
    for (int i = 0; i < tokens.length; i++) {
      wanted += (double) shares[i] * logits.get(at + tokens[i]);
    }
    double logarithm = softmax(logits, at, vocabulary, weight);
    for (int i = 0; i < tokens.length; i++) {
      int index = at + tokens[i];
      logits.set(index, logits.get(index) - weight * shares[i]);
    }
    return logarithm - wanted;
  }

  /** Replaces logits by weight · softmax; returns ln Σ e^logit. */
  private static double softmax(Floats logits, int at, int vocabulary, float weight) {
    float max = max(logits, at, vocabulary);
    var sum = FloatVector.zero(FLOATS);
    for (int i = 0; i < vocabulary; i += COUNT) {
      var e = Lanes.exp(load(logits, at + i).sub(max));
      store(e, logits, at + i);
      sum = sum.add(e);
    }
    double total = Lanes.sum(sum);
    float scale = (float) (weight / total);
    for (int i = 0; i < vocabulary; i += COUNT) {
      store(load(logits, at + i).mul(scale), logits, at + i);
    }
    return Math.log(total) + max;
  }

  /** −ln of the target's probability. */
  public static double loss(Floats logits, int at, int vocabulary, int target) {
    float max = max(logits, at, vocabulary);
    var sum = FloatVector.zero(FLOATS);
    for (int i = 0; i < vocabulary; i += COUNT) {
      sum = sum.add(Lanes.exp(load(logits, at + i).sub(max)));
    }
    return Math.log(Lanes.sum(sum)) + max - logits.get(at + target);
  }

  /** The token with the highest logit, the first of several. */
  public static int best(Floats logits, int at, int vocabulary) {
    float max = max(logits, at, vocabulary);
    for (int i = 0; i < vocabulary; i++) {
      if (logits.get(at + i) == max) {
        return i;
      }
    }
    return 0; // Only if all are NaN.
  }

  private static float max(Floats logits, int at, int vocabulary) {
    var most = load(logits, at);
    for (int i = COUNT; i < vocabulary; i += COUNT) {
      most = most.max(load(logits, at + i));
    }
    return most.reduceLanes(VectorOperators.MAX);
  }
}
