package dev.brisk.lab;

import dev.brisk.lab.load.Objective;
import dev.brisk.lab.load.Plan;
import dev.brisk.lab.results.Load;
import dev.brisk.lab.workload.RegionChoice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code brisk lab run}: measures a target. */
@Command(
    name = "run",
    description = "Measures how a target answers real work, and writes results.json.",
    footer = {
      "%nExamples:",
      "  brisk lab run --target brisk --workload edits --cases edits.jsonl",
      "  brisk lab run --target http://127.0.0.1:8080 --api chat --workload edits --cases edits.jsonl"
          + " --rate 0.5",
      "  brisk lab run --target brisk --workload load --of edits --cases edits.jsonl"
          + " --objective 'ttft.p95 < 300ms'",
      "%nExit codes: 0 all was asked, 1 the run had to stop (target dead or saturated, this machine"
          + " overloaded), 2 wrong usage, 130 interrupted. What was measured is written always."
    },
    mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
  @Option(
      names = "--target",
      paramLabel = "URL",
      description = "The address, without /v1; or 'brisk': the server that runs here.")
  private String target = "";

  @Option(
      names = "--key",
      description = "For Authorization: Bearer (default: the variable BRISK_LAB_KEY, if set).")
  private String key = "";

  @Option(
      names = "--api",
      description =
          "responses-ws, responses, chat, completions, edits or infill (default: edits for Brisk"
              + " where the workload edits, infill where it completes, else responses or chat).")
  private String api = "";

  @Option(names = "--model", description = "The model's name (default: the target's first).")
  private String model = "";

  @Option(
      names = "--workload",
      required = true,
      description =
          "edits, complete, session, loop, problems, chat, or load: any of these at a ladder of rates.")
  private String workload = "";

  @Option(names = "--of", description = "For load: which workload (default: edits).")
  private String of = "edits";

  @Option(names = "--cases", paramLabel = "FILE", description = "The cases; see docs/lab.md.")
  private @Nullable Path cases;

  @Option(
      names = "--region",
      description = "What edits may change: span+N, method or file (default: span+3).")
  private String region = "span+3";

  @Option(
      names = "--rate",
      description = "Open loop: so many requests a second, whatever the answers do.")
  private double rate;

  @Option(
      names = "--concurrency",
      description = "Closed loop: so many clients, each waits for its answer (default: 1).")
  private int concurrency;

  @Option(names = "--arrivals", description = "Of an open loop: poisson (default) or constant.")
  private String arrivals = "poisson";

  @Option(
      names = "--rates",
      split = ",",
      description = "For load: the steps, a second (default: doubled from 1, then halved between).")
  private List<Double> rates = List.of();

  @Option(
      names = "--objective",
      description = "For load: what has to hold (default: ttft.p95 < 300ms).")
  private String objective = "ttft.p95 < 300ms";

  @Option(
      names = "--requests",
      description = "The most requests or scenarios (default: each case once, or as --duration).")
  private int requests;

  @Option(
      names = "--duration",
      paramLabel = "SECONDS",
      description = "For how long requests are sent (for load: of each step, default 20).")
  private double seconds;

  @Option(names = "--warmup", description = "Requests before, which do not count (default: 5).")
  private int warmUp = 5;

  @Option(names = "--seed", description = "Of all that is random (default: 1).")
  private long seed = 1;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      description = "After which an answer is given up (default: 60).")
  private double timeout = 60;

  @Option(
      names = "--repeat-prompts",
      description = "Do not make each prompt unlike those before; prefix caches then help.")
  private boolean repeatPrompts;

  @Option(
      names = "--by-model",
      description = "For edits: have the model answer also where Brisk knows the answer without.")
  private boolean byModel;

  @Option(
      names = "--answers",
      paramLabel = "SOURCE",
      description = {
        "model (default); replay: the target is made to say the recorded change (edits, Brisk with"
            + " --lab-replay), for speed alone; canonical or unchanged: nobody is asked, and the"
            + " recorded answers or the given texts are judged, which proves the harness."
      })
  private String answers = "model";

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      description = "Where results.json goes (default: lab-results).")
  private Path output = Path.of("lab-results");

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    var source = AnswerSource.parse(answers);
    if (source.asks() == target.isEmpty()) {
      throw wrong(
          source.asks()
              ? "Say what is measured with --target: an address, or brisk."
              : "With --answers " + answers + " nobody is asked; leave --target out.");
    }
    Files.createDirectories(output);
    var measuring =
        new Measuring(
            new Measuring.What(
                target,
                key.isEmpty() ? System.getenv().getOrDefault("BRISK_LAB_KEY", "") : key,
                api,
                model,
                isLadder() ? of : workload,
                Optional.ofNullable(cases),
                RegionChoice.parse(region),
                byModel,
                source),
            plan(),
            command(),
            output,
            Objects.requireNonNull(spec).commandLine().getOut(),
            spec.commandLine().getErr());
    return switch (measuring.run()) {
      case COMPLETED -> 0;
      case INTERRUPTED -> 130;
      case TARGET_DEAD, OVER_SATURATED, CLIENT_OVERLOADED, CUT_OFF -> 1;
    };
  }

  private boolean isLadder() {
    return workload.equals("load");
  }

  private Plan plan() {
    if (rate < 0 || concurrency < 0 || requests < 0 || seconds < 0 || warmUp < 0 || timeout <= 0) {
      throw wrong("Rates, numbers and times must not be negative.");
    }
    if (rate > 0 && concurrency > 0) {
      throw wrong("Give --rate (open loop) or --concurrency (closed loop), not both.");
    }
    double length = seconds > 0 ? seconds : isLadder() ? 20 : 0;
    return new Plan(
        load(),
        requests > 0 ? requests : length > 0 ? Integer.MAX_VALUE : 0,
        length > 0 ? Duration.ofMillis((long) (1000 * length)) : Plan.NO_DURATION,
        warmUp,
        seed,
        !repeatPrompts,
        Duration.ofMillis((long) (1000 * timeout)),
        rates,
        isLadder() ? Optional.of(Objective.parse(objective)) : Optional.empty());
  }

  private Load load() {
    boolean poisson =
        switch (arrivals) {
          case "poisson" -> true;
          case "constant" -> false;
          default -> throw wrong("--arrivals is poisson or constant.");
        };
    if (isLadder()) {
      return new Load.Ladder(poisson);
    }
    if (rate > 0) {
      return poisson ? new Load.Poisson(rate) : new Load.Constant(rate);
    }
    return new Load.Closed(Math.max(1, concurrency));
  }

  /** As it was typed, without the key. */
  private List<String> command() {
    var words = new ArrayList<>(List.of("brisk"));
    for (var parsed =
            Objects.requireNonNull(spec)
                .root()
                .commandLine()
                .getParseResult()
                .originalArgs()
                .iterator();
        parsed.hasNext(); ) {
      var word = parsed.next();
      words.add(word.startsWith("--key=") ? "--key=…" : word);
      if (word.equals("--key") && parsed.hasNext()) {
        parsed.next();
        words.add("…");
      }
    }
    return words;
  }

  private ParameterException wrong(String sentence) {
    return new ParameterException(Objects.requireNonNull(spec).commandLine(), sentence);
  }
}
