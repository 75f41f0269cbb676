package dev.brisk.syntax.match;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How likely one kind of edit is asked for in certain words: trigrams of words and slots, smoothed
 * with what is said for all kinds.
 */
final class PhraseModel {
  static final String START = "<s>";
  static final String END = "</s>";

  /** How many times a context must be seen to be trusted as much as what is wider. */
  private static final double ONE = 6;

  private static final double TWO = 1;
  private static final double THREE = 0.5;
  private static final double UNKNOWN = 2e-5;

  private final Map<String, Double> counts = new HashMap<>();
  private final Map<String, Double> totals = new HashMap<>();
  private final List<PhraseModel> wider;

  /**
   * @param wider models of more kinds, the closest first; what they say is what this one expects
   *     where it has seen too little itself
   */
  PhraseModel(PhraseModel... wider) {
    this.wider = List.of(wider);
  }

  /** Counts one way to ask; slots are tokens in braces. */
  void add(List<String> tokens, double weight) {
    var a = START;
    var b = START;
    for (var i = 0; i <= tokens.size(); i++) {
      var token = i < tokens.size() ? tokens.get(i) : END;
      count(a + " " + b + " ", token, weight);
      count(b + " ", token, weight);
      count("", token, weight);
      a = b;
      b = token;
    }
    for (var model : wider) {
      model.add(tokens, weight);
    }
  }

  private void count(String context, String token, double weight) {
    counts.merge(context + token, weight, Double::sum);
    totals.merge(context, weight, Double::sum);
  }

  /** The natural logarithm of the probability of {@code token} behind {@code a} and {@code b}. */
  double logProbability(String a, String b, String token) {
    return Math.log(probability(a, b, token));
  }

  /** Whether this kind is ever asked for with that word. */
  boolean says(String word) {
    return counts.containsKey(word);
  }

  private double probability(String a, String b, String token) {
    var other = wider.isEmpty() ? UNKNOWN : 0;
    for (var model : wider) {
      other += model.probability(a, b, token) / wider.size();
    }
    var one = smoothed("", token, other, wider.isEmpty() ? 1 : ONE);
    var two = smoothed(b + " ", token, one, TWO);
    return smoothed(a + " " + b + " ", token, two, THREE);
  }

  private double smoothed(String context, String token, double other, double weight) {
    var total = totals.getOrDefault(context, 0.0);
    return (counts.getOrDefault(context + token, 0.0) + weight * other) / (total + weight);
  }
}
