package dev.brisk.engine.decode;

import dev.brisk.engine.Confidence;
import dev.brisk.engine.TokenProbability;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

/** Adds up how likely the chosen tokens were. */
final class Likelihood {
  private double sum;
  private double min;
  private int tokens;
  private float most;
  private double logTotal;

  /** The logits of one place, from {@code offset} on; {@link #add} says what was chosen there. */
  void measure(float[] logits, int offset, int vocabulary) {
    most = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < vocabulary; i++) {
      most = Math.max(most, logits[offset + i]);
    }
    double total = 0;
    for (int i = 0; i < vocabulary; i++) {
      total += Math.exp(logits[offset + i] - most);
    }
    logTotal = Math.log(total);
  }

  /** The likeliest tokens of the place measured last, most likely first. */
  List<TokenProbability> likeliest(float[] logits, int offset, int vocabulary, int most) {
    var heap = new PriorityQueue<Integer>(Comparator.comparingDouble(id -> logits[offset + id]));
    for (int i = 0; i < vocabulary && most > 0; i++) {
      if (heap.size() < most) {
        heap.add(i);
      } else if (logits[offset + i] > logits[offset + heap.element()]) {
        heap.remove();
        heap.add(i);
      }
    }
    return heap.stream()
        .sorted(Comparator.comparingDouble((Integer id) -> -logits[offset + id]))
        .map(id -> new TokenProbability(id, of(logits[offset + id]), List.of()))
        .toList();
  }

  /** The log-probability of a token with that logit, at the place measured last. */
  double of(float logit) {
    return logit - most - logTotal;
  }

  /** The logit of the token that was chosen at the place measured last. */
  void add(float chosen) {
    double log = of(chosen);
    sum += log;
    min = Math.min(min, log);
    tokens++;
  }

  Optional<Confidence> confidence() {
    return tokens == 0 ? Optional.empty() : Optional.of(new Confidence(sum, sum / tokens, min));
  }
}
