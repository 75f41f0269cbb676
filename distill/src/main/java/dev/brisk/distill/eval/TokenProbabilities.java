package dev.brisk.distill.eval;

import dev.brisk.engine.KernelChoice;
import dev.brisk.engine.Model;
import dev.brisk.engine.Session;
import java.util.List;

/** How likely a model finds an output, by feeding it the output token by token. */
final class TokenProbabilities implements AutoCloseable {
  private final Session session;

  TokenProbabilities(Model model, int threads) {
    session = model.session(threads, KernelChoice.AUTO);
  }

  /** Of at least one token of output. */
  synchronized Confidence of(int[] prompt, List<Integer> output) {
    session.truncate(0);
    var logits = session.forward(prompt);
    var sum = 0.0;
    var min = 0.0;
    for (var i = 0; i < output.size(); i++) {
      var log = logits[output.get(i)] - logSum(logits);
      sum += log;
      min = Math.min(min, log);
      if (i + 1 < output.size()) {
        logits = session.forward(new int[] {output.get(i)});
      }
    }
    return new Confidence(sum, sum / output.size(), min);
  }

  private static double logSum(float[] logits) {
    var most = Float.NEGATIVE_INFINITY;
    for (var logit : logits) {
      most = Math.max(most, logit);
    }
    var sum = 0.0;
    for (var logit : logits) {
      sum += Math.exp(logit - most);
    }
    return most + Math.log(sum);
  }

  @Override
  public void close() {
    session.close();
  }
}
