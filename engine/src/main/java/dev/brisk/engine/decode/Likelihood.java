package dev.brisk.engine.decode;

import dev.brisk.engine.Confidence;
import java.util.Optional;

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

  /** The logit of the token that was chosen at the place measured last. */
  void add(float chosen) {
    double log = chosen - most - logTotal;
    sum += log;
    min = Math.min(min, log);
    tokens++;
  }

  Optional<Confidence> confidence() {
    return tokens == 0 ? Optional.empty() : Optional.of(new Confidence(sum, sum / tokens, min));
  }
}
