package dev.brisk.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisk.engine.gguf.TensorType;
import java.util.Arrays;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Sampled output follows the model's distribution whatever is drafted: two tokens behind one
 * prompt, with many seeds, against probabilities computed from logits in double precision. Rules of
 * acceptance that are nearly right fail the same test.
 */
@Timeout(120)
class DraftSamplingTest {
  private static final int SEEDS = 6000;
  private static final int KEPT = 4;
  private static final float TEMPERATURE = 3;

  /** Chi-square with 15 degrees of freedom is above this once in a thousand times. */
  private static final double CRITICAL = 37.7;

  private static final int[] PROMPT = {72, 101, 108, 108, 111};

  /** Tokens, likeliest first, with probabilities: those that top-k leaves. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  private record Choices(int[] tokens, double[] probabilities) {
    static Choices of(float[] logits) {
      int[] tokens =
          IntStream.range(0, logits.length)
              .boxed()
              .sorted((a, b) -> Float.compare(logits[b], logits[a]))
              .limit(KEPT)
              .mapToInt(i -> i)
              .toArray();
      var weights =
          Arrays.stream(tokens)
              .mapToDouble(t -> Math.exp((logits[t] - (double) logits[tokens[0]]) / TEMPERATURE))
              .toArray();
      double total = Arrays.stream(weights).sum();
      return new Choices(tokens, Arrays.stream(weights).map(w -> w / total).toArray());
    }

    int index(int token) {
      for (int i = 0; i < KEPT; i++) {
        if (tokens[i] == token) {
          return i;
        }
      }
      throw new AssertionError("token " + token + " is not among those kept");
    }

    int sample(RandomGenerator random) {
      double left = random.nextDouble();
      int i = 0;
      while (i < KEPT - 1 && left >= probabilities[i]) {
        left -= probabilities[i++];
      }
      return i;
    }
  }

  private static double chiSquare(int[][] counts, double[][] probabilities) {
    double sum = 0;
    for (int i = 0; i < KEPT; i++) {
      for (int j = 0; j < KEPT; j++) {
        double expected = SEEDS * probabilities[i][j];
        assertThat(expected).as("enough for chi-square").isGreaterThan(5);
        sum += (counts[i][j] - expected) * (counts[i][j] - expected) / expected;
      }
    }
    return sum;
  }

  @Test
  void sampledOutputFollowsTheModelsDistributionWithAnyDraft() throws Exception {
    try (var model = TestModels.llama(TensorType.Q8_0);
        var unlike = TestModels.untied(TensorType.Q8_0);
        var session = model.session(1, KernelChoice.AUTO);
        var draft = new DraftModel(unlike, model, EngineOptions.defaults().withThreads(1));
        var engine = new Engine(model, EngineOptions.defaults().withThreads(1))) {
      var first = Choices.of(session.forward(PROMPT));
      var second = new Choices[KEPT];
      var probabilities = new double[KEPT][KEPT];
      for (int i = 0; i < KEPT; i++) {
        session.truncate(PROMPT.length);
        second[i] = Choices.of(session.forward(new int[] {first.tokens()[i]}));
        for (int j = 0; j < KEPT; j++) {
          probabilities[i][j] = first.probabilities()[i] * second[i].probabilities()[j];
        }
      }
      int[] likeliest = {first.tokens()[0], second[0].tokens()[0]};
      int[] unlikely = {first.tokens()[KEPT - 1], second[KEPT - 1].tokens()[KEPT - 1]};
      var sources = new DraftSource[4];
      sources[0] = DraftSource.none();
      sources[1] = DraftSource.region(likeliest);
      sources[2] = DraftSource.region(unlikely);
      sources[3] = DraftSource.model(draft, PROMPT);
      for (int s = 0; s < sources.length; s++) {
        var counts = new int[KEPT][KEPT];
        int accepted = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
          var request =
              GenerationRequest.of(PROMPT)
                  .maxTokens(2)
                  .sampling(new Sampling(TEMPERATURE, KEPT, 1, 0, seed))
                  .draft(sources[s]);
          var generation = engine.generate(request);
          var tokens = IntStream.builder();
          for (var chunk = generation.next(); chunk.isPresent(); chunk = generation.next()) {
            Arrays.stream(chunk.get().tokens()).forEach(tokens);
          }
          int[] output = tokens.build().toArray();
          int i = first.index(output[0]);
          counts[i][second[i].index(output[1])]++;
          accepted += generation.result().stats().accepted();
        }
        assertThat(chiSquare(counts, probabilities)).isLessThan(CRITICAL);
        if (s == 1 || s == 2) {
          assertThat(accepted).as("drafts that were accepted").isGreaterThan(SEEDS / 20);
        }
      }
      assertThat(chiSquare(greedy(second), probabilities)).isGreaterThan(2 * CRITICAL);
      assertThat(chiSquare(again(first, second), probabilities)).isGreaterThan(2 * CRITICAL);
    }
  }

  /** A wrong rule: the likeliest token is drafted, and kept because it is the likeliest. */
  private static int[][] greedy(Choices[] second) {
    var counts = new int[KEPT][KEPT];
    for (int seed = 0; seed < SEEDS; seed++) {
      var random = new Random(seed);
      counts[0][second[0].sample(random)]++;
    }
    return counts;
  }

  /**
   * A rule that is nearly right: the draft is kept as often as it should be, but whoever rejects it
   * then chooses from all tokens, not from the others.
   */
  private static int[][] again(Choices first, Choices[] second) {
    var counts = new int[KEPT][KEPT];
    var random = new Random(1);
    for (int n = 0; n < SEEDS; n++) {
      int i = random.nextDouble() < first.probabilities()[0] ? 0 : first.sample(random);
      counts[i][second[i].sample(random)]++;
    }
    return counts;
  }
}
