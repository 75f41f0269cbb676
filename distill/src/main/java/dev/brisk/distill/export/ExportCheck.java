package dev.brisk.distill.export;

import dev.brisk.distill.data.TokenFile;
import dev.brisk.distill.train.TrainedNetwork;
import dev.brisk.engine.KernelChoice;
import dev.brisk.engine.Model;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** How far what the engine makes of a model file is from what training made of the network. */
public final class ExportCheck {
  /** The most that the likeliest tokens' log-probabilities may be apart in the mean. */
  public static final double MOST = 0.03;

  private static final int TOP = 10;

  /**
   * What was found.
   *
   * @param positions of outputs that were compared
   * @param difference mean absolute difference, in nats, of the log-probabilities of the ten tokens
   *     that are likeliest to the trained network
   */
  public record Result(int positions, double difference) {}

  private ExportCheck() {}

  /**
   * Compares at every place of the outputs of some samples, each given the right tokens before it.
   *
   * @param most samples, taken from all over the file
   */
  public static Result of(TrainedNetwork network, Path model, TokenFile samples, int most) {
    var positions = 0;
    var sum = 0.0;
    try (var opened = Model.open(model);
        var session =
            opened.session(Runtime.getRuntime().availableProcessors(), KernelChoice.AUTO)) {
      for (var sample : chosen(samples, most, network.shape().context())) {
        var tokens = samples.tokens(sample);
        var prompt = samples.promptTokens(sample);
        session.truncate(0);
        var from = 0;
        var expected = network.logits(tokens, prompt);
        for (var row = 0; row < expected.size(); row++) {
          var to = prompt + row;
          var found = session.forward(Arrays.copyOfRange(tokens, from, to));
          sum += difference(expected.get(row), found);
          positions++;
          from = to;
        }
      }
    }
    return new Result(positions, sum / Math.max(1, positions));
  }

  /** Samples that can be computed: with a prompt, and within the context. */
  private static List<Integer> chosen(TokenFile file, int most, int context) {
    var fitting =
        IntStream.range(0, file.samples())
            .filter(s -> file.promptTokens(s) > 0)
            .filter(s -> file.promptTokens(s) + file.outputTokens(s) <= context)
            .boxed()
            .toList();
    var count = Math.min(most, fitting.size());
    return IntStream.range(0, count)
        .mapToObj(i -> fitting.get((int) ((long) i * fitting.size() / count)))
        .toList();
  }

  /**
   * The mean absolute difference of the log-probabilities of the ten tokens that {@code expected}
   * finds likeliest.
   */
  public static double difference(float[] expected, float[] found) {
    var expectedNorm = logSumExp(expected);
    var foundNorm = logSumExp(found);
    return IntStream.range(0, expected.length)
        .boxed()
        .sorted(Comparator.comparingDouble(id -> -expected[id]))
        .limit(TOP)
        .mapToDouble(id -> Math.abs(expected[id] - expectedNorm - (found[id] - foundNorm)))
        .average()
        .orElse(0);
  }

  private static double logSumExp(float[] logits) {
    var max = Float.NEGATIVE_INFINITY;
    for (var logit : logits) {
      max = Math.max(max, logit);
    }
    var sum = 0.0;
    for (var logit : logits) {
      sum += Math.exp(logit - (double) max);
    }
    return max + Math.log(sum);
  }
}
