package dev.brisk.server;

import dev.brisk.engine.KernelChoice;
import dev.brisk.engine.Model;
import dev.brisk.engine.Session;
import dev.brisk.wire.json.JsonWriter;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code brisk model bench}: tokens a second of prefill and plain decode, without drafts and
 * without a server.
 */
@Command(
    name = "bench",
    description = "Measures prefill and decode: tokens/s, median of the runs, after warm-up.",
    mixinStandardHelpOptions = true)
final class ModelBenchCommand implements Callable<Integer> {
  /** Tokens of a prefill that are computed at once. */
  private static final int CHUNK = 256;

  /** Warm-up lasts at least this long and two runs, so that the kernels have been compiled. */
  private static final long WARM_NANOS = 3_000_000_000L;

  @Option(
      names = "--model",
      paramLabel = "FILE",
      defaultValue = BuiltInModel.NAME,
      description = "A GGUF file, or ${DEFAULT-VALUE}.")
  private String file = BuiltInModel.NAME;

  @Option(
      names = "--prefill",
      paramLabel = "N",
      defaultValue = "512",
      description = "Tokens of the prompt (default ${DEFAULT-VALUE}).")
  private int prefill = 512;

  @Option(
      names = "--decode",
      paramLabel = "N",
      defaultValue = "64",
      description = "Tokens to produce (default ${DEFAULT-VALUE}).")
  private int decode = 64;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads that compute (default: one a core).")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--runs",
      paramLabel = "N",
      defaultValue = "7",
      description = "Measured runs (default ${DEFAULT-VALUE}).")
  private int runs = 7;

  @Option(
      names = "--kernels",
      paramLabel = "KIND",
      defaultValue = "AUTO",
      description = "${COMPLETION-CANDIDATES} (default ${DEFAULT-VALUE}).")
  private KernelChoice kernels = KernelChoice.AUTO;

  @Option(names = "--json", description = "Write JSON.")
  private boolean asJson;

  // Set before the command is called.
  @SuppressWarnings("NullAway.Init")
  @Spec
  private CommandSpec spec;

  private record Run(double prefillRate, double decodeRate) {}

  @Override
  public Integer call() {
    if (prefill < 1 || decode < 1 || threads < 1 || runs < 1) {
      throw new ParameterException(
          spec.commandLine(), "--prefill, --decode, --threads and --runs must be at least 1");
    }
    try (var model = BuiltInModel.open(file);
        var session = model.session(threads, kernels)) {
      if (prefill + decode > model.contextLength()) {
        throw new CommandException(
            "The context of "
                + model.name()
                + " holds "
                + model.contextLength()
                + " tokens, not "
                + (prefill + decode)
                + "; choose smaller --prefill and --decode.");
      }
      int[] prompt = prompt(model);
      long warmedUp = System.nanoTime() + WARM_NANOS;
      for (int i = 0; i < 2 || System.nanoTime() < warmedUp; i++) {
        var _ = run(session, prompt);
      }
      var measured = new Run[runs];
      Arrays.setAll(measured, i -> run(session, prompt));
      report(model, session, measured);
    }
    return 0;
  }

  /** Any tokens do: the work does not depend on them. */
  private int[] prompt(Model model) {
    int[] prompt = new int[prefill];
    int vocabulary = model.tokenizer().size();
    Arrays.setAll(prompt, i -> (int) ((i * 7919L + 13) % vocabulary));
    return prompt;
  }

  private Run run(Session session, int[] prompt) {
    session.truncate(0);
    long start = System.nanoTime();
    float[] logits = {};
    for (int from = 0; from < prompt.length; from += CHUNK) {
      logits =
          session.forward(Arrays.copyOfRange(prompt, from, Math.min(prompt.length, from + CHUNK)));
    }
    long prefilled = System.nanoTime();
    for (int i = 0; i < decode; i++) {
      logits = session.forward(new int[] {largest(logits)});
    }
    long end = System.nanoTime();
    return new Run(prefill * 1e9 / (prefilled - start), decode * 1e9 / (end - prefilled));
  }

  private static int largest(float[] logits) {
    int best = 0;
    for (int i = 1; i < logits.length; i++) {
      if (logits[i] > logits[best]) {
        best = i;
      }
    }
    return best;
  }

  private void report(Model model, Session session, Run[] measured) {
    double[] prefills = sorted(measured, true);
    double[] decodes = sorted(measured, false);
    var out = spec.commandLine().getOut();
    if (asJson) {
      var json =
          new JsonWriter()
              .beginObject()
              .member("model", model.name())
              .member("kernels", session.kernels())
              .member("threads", threads)
              .member("runs", runs);
      rates(json, "prefill", prefill, prefills);
      rates(json, "decode", decode, decodes);
      out.println(json.endObject());
    } else {
      out.printf(
          "%s, %s, %d threads, median of %d runs%n",
          model.name(), session.kernels(), threads, runs);
      line("prefill", prefill, prefills);
      line("decode", decode, decodes);
    }
    out.flush();
  }

  private static double[] sorted(Run[] runs, boolean ofPrefill) {
    return Arrays.stream(runs)
        .mapToDouble(run -> ofPrefill ? run.prefillRate() : run.decodeRate())
        .sorted()
        .toArray();
  }

  private static void rates(JsonWriter json, String name, int tokens, double[] sorted) {
    json.name(name)
        .beginObject()
        .member("tokens", tokens)
        .member("tokens_per_s", rounded(median(sorted)))
        .member("min", rounded(sorted[0]))
        .member("max", rounded(sorted[sorted.length - 1]))
        .endObject();
  }

  private void line(String name, int tokens, double[] sorted) {
    spec.commandLine()
        .getOut()
        .printf(
            Locale.ROOT,
            "%-8s %5d tokens  %9.1f tokens/s  (%.1f to %.1f)%n",
            name,
            tokens,
            median(sorted),
            sorted[0],
            sorted[sorted.length - 1]);
  }

  private static double median(double[] sorted) {
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  private static double rounded(double rate) {
    return Math.round(rate * 10) / 10.0;
  }
}
