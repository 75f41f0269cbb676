package dev.brisk.server;

import dev.brisk.engine.Ceiling;
import dev.brisk.engine.Engine;
import dev.brisk.engine.EngineOptions;
import dev.brisk.engine.KernelChoice;
import dev.brisk.engine.KvMemory;
import dev.brisk.engine.Model;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code brisk model bench}: how fast a model is on this machine, without a server. */
@Command(
    name = "bench",
    description = {
      "Measures prefill, decode at several depths of context, verification of drafts and batches of",
      "sessions: tokens/s, median of the runs, after warm-up, and the share of what this machine can",
      "do at best, which is measured first."
    },
    mixinStandardHelpOptions = true)
final class ModelBenchCommand implements Callable<Integer> {
  private static final String STANDARD_OUTPUT = "-";

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

  @Option(
      names = "--depths",
      paramLabel = "N,...",
      defaultValue = "0,2048,16384",
      description = {
        "Tokens before those that are decoded (default ${DEFAULT-VALUE}, as far as the context and memory go),",
        "or none. Their keys and values are not computed: time does not depend on what they are."
      })
  private String depths = "";

  @Option(
      names = "--verify",
      paramLabel = "N,...",
      defaultValue = "4,8,16,32",
      description = "Drafted tokens in a pass (default ${DEFAULT-VALUE}), or none.")
  private String verify = "";

  @Option(
      names = "--batch",
      paramLabel = "N,...",
      defaultValue = "1,2,4,8",
      description = "Sessions at once (default ${DEFAULT-VALUE}), or none.")
  private String batch = "";

  @Option(
      names = "--failing",
      paramLabel = "N",
      defaultValue = "none",
      description = {
        "Tokens to decode with drafts of which nothing is accepted, and without any: what drafts lose",
        "at most (default ${DEFAULT-VALUE})."
      })
  private String failing = "";

  @Option(
      names = "--json",
      paramLabel = "FILE",
      arity = "0..1",
      fallbackValue = STANDARD_OUTPUT,
      description = "Write JSON to a file; instead of the table if no file is named.")
  private @Nullable String json;

  @Mixin private ContextOptions contexts = new ContextOptions();

  // Set before the command is called.
  @SuppressWarnings("NullAway.Init")
  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() {
    if (prefill < 1 || decode < 1 || threads < 1 || runs < 1) {
      throw new ParameterException(
          spec.commandLine(), "--prefill, --decode, --threads and --runs must be at least 1");
    }
    var chosenDepths = numbers("--depths", depths, 0);
    var drafts = numbers("--verify", verify, 1);
    var sessions = numbers("--batch", batch, 1);
    var lengths = numbers("--failing", failing, 1);
    try (var model = contexts.open(file)) {
      int room = room(model);
      if (prefill + decode > room) {
        throw new CommandException(
            "The context of "
                + model.name()
                + " holds "
                + room
                + " tokens, not "
                + (prefill + decode)
                + "; choose smaller --prefill and --decode.");
      }
      var reachable = chosenDepths.stream().filter(n -> n + decode <= room).toList();
      write(measure(model, reachable, drafts, sessions, lengths));
    }
    return 0;
  }

  /** Tokens that a session may have: by the model, and by the memory. */
  private int room(Model model) {
    var options = EngineOptions.defaults().withKvType(contexts.kvType()).withPrefixCacheBytes(0);
    return KvMemory.of(model, options).context(0);
  }

  private BenchReport measure(
      Model model,
      List<Integer> depths,
      List<Integer> drafts,
      List<Integer> sessions,
      List<Integer> lengths) {
    var ceiling = Ceiling.measure(threads, kernels);
    try (var session = model.session(threads, kernels, contexts.kvType())) {
      var bench = new Bench(model, contexts.kvType(), session, runs);
      var prompt = bench.prompt(prefill, decode);
      var depthRows = new ArrayList<BenchRow>();
      for (int depth : depths) {
        depthRows.add(bench.depth(depth, decode));
      }
      var verifyRows = new ArrayList<BenchRow>();
      if (!drafts.isEmpty()) {
        verifyRows.add(bench.verify(0));
      }
      for (int drafted : drafts) {
        verifyRows.add(bench.verify(drafted));
      }
      var batchRows = sessions.isEmpty() ? List.<BenchRow>of() : batches(model, bench, sessions);
      var failingRows = lengths.isEmpty() ? List.<BenchRow>of() : failing(model, bench, lengths);
      return new BenchReport(
          model.name(),
          session.kernels() + ", keys and values in " + contexts.kvType(),
          threads,
          runs,
          ceiling,
          prompt,
          depthRows,
          verifyRows,
          batchRows,
          failingRows);
    }
  }

  private EngineOptions options(int sessions) {
    return EngineOptions.defaults()
        .withThreads(threads)
        .withKernels(kernels)
        .withKvType(contexts.kvType())
        .withPrefixCacheBytes(0)
        .withMaxSequences(sessions);
  }

  private List<BenchRow> failing(Model model, Bench bench, List<Integer> lengths) {
    try (var engine = new Engine(model, options(1))) {
      engine.warmUp(Duration.ofSeconds(3));
      return lengths.stream().flatMap(n -> bench.failing(engine, n).stream()).toList();
    }
  }

  private List<BenchRow> batches(Model model, Bench bench, List<Integer> sessions) {
    int most = sessions.stream().mapToInt(n -> n).max().orElse(1);
    try (var engine = new Engine(model, options(most))) {
      var rows = new ArrayList<BenchRow>();
      for (int n : sessions) {
        rows.add(bench.batch(engine, n, decode));
      }
      return rows;
    }
  }

  /** The numbers of a list with commas; none of the word none. */
  private List<Integer> numbers(String option, String list, int least) {
    if (list.equals("none")) {
      return List.of();
    }
    try {
      var numbers = Arrays.stream(list.split(",")).map(n -> Integer.valueOf(n.strip())).toList();
      if (numbers.stream().allMatch(n -> n >= least)) {
        return numbers;
      }
    } catch (NumberFormatException e) {
      // Said below, as for numbers that are too small.
    }
    throw new ParameterException(
        spec.commandLine(),
        option + " takes whole numbers from " + least + " on, with commas, or none");
  }

  private void write(BenchReport report) {
    var out = spec.commandLine().getOut();
    if (STANDARD_OUTPUT.equals(json)) {
      out.println(report.json());
      out.flush();
      return;
    }
    report.table(out);
    if (json != null) {
      var file = Path.of(json);
      var part = file.resolveSibling(file.getFileName() + ".part");
      try {
        Files.writeString(part, report.json() + "\n");
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
      } catch (IOException e) {
        throw new CommandException(
            "The file " + file + " cannot be written; choose another one for --json.", e);
      }
    }
  }
}
