package dev.brisk.distill.eval;

/**
 * How sure a model was of its output: natural logarithms of the probabilities of its tokens.
 *
 * @param sum of all tokens, at most 0
 * @param mean over the tokens
 * @param min the least likely token's
 */
public record Confidence(double sum, double mean, double min) {
  /** The same figure for all measures, for answerers that give the probability of an answer. */
  public static Confidence ofProbability(double probability) {
    var log = Math.log(Math.max(probability, 1e-12));
    return new Confidence(log, log, log);
  }
}
