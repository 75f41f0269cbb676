package dev.brisk.engine.decode;

import dev.brisk.engine.Confidence;
import java.util.Optional;

/** Adds up how likely the chosen tokens were. */
final class Likelihood {
  private double sum;
  private double min;
  private int tokens;

  /** The logits of one place, from {@code offset} on, and the token that was chosen there. */
  void add(float[] logits, int offset, int vocabulary, float chosen) {
    float most = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < vocabulary; i++) {
      most = Math.max(most, logits[offset + i]);
    }
    double total = 0;
    for (int i = 0; i < vocabulary; i++) {
      total += Math.exp(logits[offset + i] - most);
    }
    double log = chosen - most - Math.log(total);
    sum += log;
    min = Math.min(min, log);
    tokens++;
  }

  Optional<Confidence> confidence() {
    return tokens == 0 ? Optional.empty() : Optional.of(new Confidence(sum, sum / tokens, min));
  }
}
