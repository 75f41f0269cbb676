package dev.brisk.server;

import dev.brisk.engine.DraftModel;
import dev.brisk.engine.DraftSource;
import dev.brisk.engine.Engine;
import dev.brisk.engine.EngineOptions;
import dev.brisk.engine.FinishReason;
import dev.brisk.engine.GenerationRequest;
import dev.brisk.engine.Sampling;
import dev.brisk.engine.tokenizer.Tokenizer;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code brisk model generate}: continues a prompt, as it is. */
@Command(
    name = "generate",
    description = {
      "Continues a prompt and writes the text as it comes; figures follow on standard error.",
      "Special tokens in the prompt are parsed; no chat template is applied."
    },
    mixinStandardHelpOptions = true)
final class ModelGenerateCommand implements Callable<Integer> {
  @Option(
      names = "--model",
      paramLabel = "FILE",
      defaultValue = BuiltInModel.NAME,
      description = "A GGUF file, or ${DEFAULT-VALUE}.")
  private String file = BuiltInModel.NAME;

  @Option(
      names = "--draft-model",
      paramLabel = "FILE",
      description = {
        "A smaller model with the same vocabulary that drafts what --model then checks: the text is",
        "the same."
      })
  private @Nullable String draftFile;

  @Option(
      names = "--prompt",
      paramLabel = "TEXT",
      required = true,
      description = "What to continue.")
  private String prompt = "";

  @Option(
      names = "--max-tokens",
      paramLabel = "N",
      defaultValue = "128",
      description = "Most tokens to produce (default ${DEFAULT-VALUE}).")
  private int maxTokens = 128;

  @Option(
      names = "--temperature",
      paramLabel = "T",
      defaultValue = "0",
      description = "0 (the default) takes the most likely token.")
  private float temperature;

  @Option(
      names = "--top-k",
      paramLabel = "K",
      defaultValue = "0",
      description = "Keep the K most likely tokens; 0 keeps all.")
  private int topK;

  @Option(
      names = "--top-p",
      paramLabel = "P",
      defaultValue = "1",
      description = "Keep tokens up to this probability together.")
  private float topP = 1;

  @Option(
      names = "--min-p",
      paramLabel = "P",
      defaultValue = "0",
      description = "Keep tokens this likely relative to the best.")
  private float minP;

  @Option(names = "--seed", paramLabel = "N", description = "The same seed gives the same text.")
  private @Nullable Long seed;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads that compute (default: one a core).")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Mixin private ContextOptions contexts = new ContextOptions();

  // Set before the command is called.
  @SuppressWarnings("NullAway.Init")
  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    var sampling = sampling();
    var out = spec.commandLine().getOut();
    var options = EngineOptions.defaults().withThreads(threads).withKvType(contexts.kvType());
    try (var model = contexts.open(file);
        var smaller = draftFile == null ? null : BuiltInModel.open(draftFile);
        var drafting = smaller == null ? null : new DraftModel(smaller, model, options);
        var engine = new Engine(model, options)) {
      var tokenizer = model.tokenizer();
      int[] prompt = tokens(tokenizer);
      var generation =
          engine.generate(
              GenerationRequest.of(prompt)
                  .maxTokens(maxTokens)
                  .sampling(sampling)
                  .stopTokens(tokenizer.endOfGeneration())
                  .draft(
                      drafting == null ? DraftSource.none() : DraftSource.model(drafting, prompt)));
      for (var chunk = generation.next(); chunk.isPresent(); chunk = generation.next()) {
        out.print(chunk.get().text());
        out.flush();
      }
      out.println();
      out.flush();
      var result = generation.result();
      if (result.reason() == FinishReason.FAILED) {
        throw new CommandException("The engine failed: " + result.message() + ".");
      }
      var stats = result.stats();
      double seconds = (stats.totalNanos() - stats.ttftNanos()) / 1e9;
      spec.commandLine()
          .getErr()
          .printf(
              Locale.ROOT,
              "%d prompt tokens, first token after %.1f ms, %d tokens, %.1f tokens/s, %s%s%n",
              stats.promptTokens(),
              stats.ttftNanos() / 1e6,
              stats.outputTokens(),
              seconds > 0 ? (stats.outputTokens() - 1) / seconds : 0,
              drafting == null
                  ? ""
                  : "%d of %d drafted tokens accepted, "
                      .formatted(stats.accepted(), stats.drafted()),
              engine.kernelsDescription());
    }
    return 0;
  }

  private Sampling sampling() {
    try {
      if (maxTokens < 1 || threads < 1) {
        throw new IllegalArgumentException("--max-tokens and --threads must be at least 1");
      }
      long chosen = seed == null ? ThreadLocalRandom.current().nextLong() : seed;
      return new Sampling(temperature, topK, topP, minP, chosen);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private int[] tokens(Tokenizer tokenizer) {
    int[] ids = tokenizer.encodeWithSpecials(prompt);
    if (tokenizer.addsBos() && tokenizer.bos().isPresent()) {
      int[] all = new int[ids.length + 1];
      all[0] = tokenizer.bos().getAsInt();
      System.arraycopy(ids, 0, all, 1, ids.length);
      ids = all;
    }
    if (ids.length == 0) {
      throw new ParameterException(
          spec.commandLine(), "the prompt is empty; give some text with --prompt");
    }
    return ids;
  }
}
