package dev.brisk.engine.decode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisk.engine.KernelChoice;
import dev.brisk.engine.Sampling;
import dev.brisk.engine.kernel.KernelSelection;
import dev.brisk.engine.kernel.Kernels;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SamplerTest {
  private static final Kernels KERNELS = KernelSelection.create(KernelChoice.AUTO);

  /** Probabilities 0.5, 0.25, 0.125, 0.0625, 0.0625 at temperature 1. */
  private static final float[] LOGITS = {
    (float) Math.log(0.125),
    (float) Math.log(0.5),
    (float) Math.log(0.0625),
    (float) Math.log(0.25),
    (float) Math.log(0.0625)
  };

  private static double[] frequencies(Sampling sampling) {
    var sampler = new Sampler(sampling);
    var counts = new double[LOGITS.length];
    int n = 40_000;
    for (int i = 0; i < n; i++) {
      counts[sampler.choose(LOGITS, 0, LOGITS.length, KERNELS)] += 1.0 / n;
    }
    return counts;
  }

  private static Set<Integer> chosen(Sampling sampling) {
    var seen = new TreeSet<Integer>();
    double[] counts = frequencies(sampling);
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] > 0) {
        seen.add(i);
      }
    }
    return seen;
  }

  private static void assertFrequencies(Sampling sampling, double... expected) {
    double[] counts = frequencies(sampling);
    for (int i = 0; i < expected.length; i++) {
      assertThat(counts[i]).isBetween(expected[i] - 0.015, expected[i] + 0.015);
    }
  }

  @Test
  void temperatureOneFollowsTheProbabilities() {
    assertFrequencies(new Sampling(1, 0, 1, 0, 1), 0.125, 0.5, 0.0625, 0.25, 0.0625);
  }

  @Test
  void aLowTemperatureSharpens() {
    // Squares of the probabilities, normalized.
    assertFrequencies(new Sampling(0.5f, 0, 1, 0, 1), 0.0465, 0.744, 0.0116, 0.186, 0.0116);
  }

  @Test
  void topKKeepsTheMostLikely() {
    assertThat(chosen(new Sampling(1, 2, 1, 0, 1))).containsExactly(1, 3);
  }

  @Test
  void topPKeepsTheSmallestSetThatReachesIt() {
    assertThat(chosen(new Sampling(1, 0, 0.7f, 0, 1))).containsExactly(1, 3);
    assertThat(chosen(new Sampling(1, 0, 0.8f, 0, 1))).containsExactly(0, 1, 3);
  }

  @Test
  void minPDropsWhatIsFarBelowTheMostLikely() {
    assertThat(chosen(new Sampling(1, 0, 1, 0.2f, 1))).containsExactly(0, 1, 3);
    assertThat(chosen(new Sampling(1, 0, 1, 1f, 1))).containsExactly(1);
  }

  @Test
  void topPCountsWhatTopKHasLeft() {
    // Of 0.5 and 0.25 the first alone is two thirds.
    assertThat(chosen(new Sampling(1, 2, 0.6f, 0, 1))).containsExactly(1);
  }

  @Test
  void greedyTakesTheMostLikely() {
    assertThat(chosen(Sampling.GREEDY)).containsExactly(1);
  }
}
