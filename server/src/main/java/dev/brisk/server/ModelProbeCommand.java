package dev.brisk.server;

import dev.brisk.engine.KernelChoice;
import dev.brisk.engine.Model;
import dev.brisk.engine.Session;
import dev.brisk.wire.json.JsonWriter;
import java.util.Arrays;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code brisk model probe}: what the model finds likely, greedily step by step, to compare
 * engines.
 */
@Command(
    name = "probe",
    description = {
      "Reads prompts as JSON arrays of token ids, one a line, and continues each greedily.",
      "Writes one line each: {\"steps\":[{\"id\":…,\"top\":[[id,logprob],…]},…]}."
    },
    mixinStandardHelpOptions = true)
final class ModelProbeCommand implements Callable<Integer> {
  /** Tokens computed at once, to bound memory. */
  private static final int CHUNK = 256;

  @Option(
      names = "--model",
      paramLabel = "FILE",
      defaultValue = BuiltInModel.NAME,
      description = "A GGUF file, or ${DEFAULT-VALUE}.")
  private String file = BuiltInModel.NAME;

  @Option(
      names = "--steps",
      paramLabel = "N",
      defaultValue = "24",
      description = "Tokens to produce (default ${DEFAULT-VALUE}).")
  private int steps = 24;

  @Option(
      names = "--top",
      paramLabel = "N",
      defaultValue = "10",
      description = "Most likely tokens to show (default ${DEFAULT-VALUE}).")
  private int top = 10;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads that compute (default: one a core).")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--kernels",
      paramLabel = "KIND",
      defaultValue = "AUTO",
      description = "${COMPLETION-CANDIDATES} (default ${DEFAULT-VALUE}).")
  private KernelChoice kernels = KernelChoice.AUTO;

  // Set before the command is called.
  @SuppressWarnings("NullAway.Init")
  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() {
    if (steps < 1 || top < 1 || threads < 1) {
      throw new ParameterException(
          spec.commandLine(), "--steps, --top and --threads must be at least 1");
    }
    var out = spec.commandLine().getOut();
    try (var model = BuiltInModel.open(file);
        var session = model.session(threads, kernels)) {
      JsonLines.read(System.in, line -> out.println(probe(model, session, JsonLines.ids(line))));
    }
    out.flush();
    return 0;
  }

  private String probe(Model model, Session session, int[] prompt) {
    checkIds(model, prompt);
    session.truncate(0);
    float[] logits = prefill(session, prompt);
    var json = new JsonWriter().beginObject().name("steps").beginArray();
    for (int step = 0; step < steps; step++) {
      int[] best = best(logits);
      double norm = logSumExp(logits, logits[best[0]]);
      json.beginObject().member("id", best[0]).name("top").beginArray();
      for (int id : best) {
        json.beginArray().value(id).value(logits[id] - norm).endArray();
      }
      json.endArray().endObject();
      if (step + 1 < steps) {
        logits = session.forward(new int[] {best[0]});
      }
    }
    return json.endArray().endObject().toString();
  }

  private static float[] prefill(Session session, int[] prompt) {
    float[] logits = {};
    for (int from = 0; from < prompt.length; from += CHUNK) {
      logits =
          session.forward(Arrays.copyOfRange(prompt, from, Math.min(prompt.length, from + CHUNK)));
    }
    return logits;
  }

  private static void checkIds(Model model, int[] ids) {
    for (int id : ids) {
      if (id < 0 || id >= model.tokenizer().size()) {
        throw new CommandException(
            "The token "
                + id
                + " is not in the vocabulary of "
                + model.tokenizer().size()
                + " tokens; use ids of brisk model tokenize.");
      }
    }
  }

  /** The ids of the largest logits, largest first; of equal ones the smaller id. */
  private int[] best(float[] logits) {
    int count = Math.min(top, logits.length);
    int[] best = new int[count];
    int held = 0;
    for (int id = 0; id < logits.length; id++) {
      if (held == count && logits[id] <= logits[best[held - 1]]) {
        continue;
      }
      int at = held < count ? held++ : held - 1;
      while (at > 0 && logits[best[at - 1]] < logits[id]) {
        best[at] = best[at - 1];
        at--;
      }
      best[at] = id;
    }
    return best;
  }

  private static double logSumExp(float[] logits, float max) {
    double sum = 0;
    for (float logit : logits) {
      sum += Math.exp(logit - (double) max);
    }
    return max + Math.log(sum);
  }
}
