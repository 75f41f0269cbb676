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

  /** What follows a context. */
  private static final class Followers {
    final Map<String, Double> counts = new HashMap<>();
    double total;
  }

  private static final Followers NOTHING = new Followers();

  /** By the last two words, the last word, or none ("") of what went before. */
  private final Map<String, Followers> contexts = new HashMap<>();

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
      count(a + " " + b, token, weight);
      count(b, token, weight);
      count("", token, weight);
      a = b;
      b = token;
    }
    for (var model : wider) {
      model.add(tokens, weight);
    }
  }

  private void count(String context, String token, double weight) {
    var followers = contexts.computeIfAbsent(context, c -> new Followers());
    followers.counts.merge(token, weight, Double::sum);
    followers.total += weight;
  }

  /** The natural logarithm of the probability of {@code token} behind {@code a} and {@code b}. */
  double logProbability(String a, String b, String token) {
    return Math.log(probability(a + " " + b, b, token));
  }

  /** Whether this kind is ever asked for with that word. */
  boolean says(String word) {
    return followers("").counts.containsKey(word);
  }

  /**
   * @param two the last two words
   * @param one the last
   */
  private double probability(String two, String one, String token) {
    var other = wider.isEmpty() ? UNKNOWN : 0;
    for (var model : wider) {
      other += model.probability(two, one, token) / wider.size();
    }
    var alone = smoothed("", token, other, wider.isEmpty() ? 1 : ONE);
    var behindOne = smoothed(one, token, alone, TWO);
    return smoothed(two, token, behindOne, THREE);
  }

  private double smoothed(String context, String token, double other, double weight) {
    var followers = followers(context);
    return (followers.counts.getOrDefault(token, 0.0) + weight * other)
        / (followers.total + weight);
  }

  private Followers followers(String context) {
    return contexts.getOrDefault(context, NOTHING);
  }
}
