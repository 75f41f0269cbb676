package dev.brisk.lab;

import dev.brisk.lab.client.Api;
import dev.brisk.lab.client.Apis;
import dev.brisk.lab.client.Introduction;
import dev.brisk.lab.client.RecordedApi;
import dev.brisk.lab.client.Target;
import dev.brisk.lab.load.Cases;
import dev.brisk.lab.load.LoadRun;
import dev.brisk.lab.load.Plan;
import dev.brisk.lab.quality.Judge;
import dev.brisk.lab.results.Ending;
import dev.brisk.lab.results.Results;
import dev.brisk.lab.results.ResultsWriter;
import dev.brisk.lab.results.Run;
import dev.brisk.lab.results.Sample;
import dev.brisk.lab.workload.RegionChoice;
import dev.brisk.lab.workload.Workloads;
import dev.brisk.wire.api.EditOptions;
import dev.brisk.wire.api.ServerState;
import dev.brisk.wire.api.StateDir;
import dev.brisk.wire.api.WireException;
import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** One {@code brisk lab run}: from the first look at the target to the files. */
final class Measuring {
  /** What a file takes at most after Ctrl-C; then the process ends without. */
  private static final int FAREWELL_SECONDS = 60;

  /**
   * What is measured.
   *
   * @param target a URL, or "brisk" for the server that runs here
   * @param api empty to choose by target and workload
   * @param model empty for the target's first
   * @param answers where answers come from
   */
  record What(
      String target,
      String key,
      String api,
      String model,
      String workload,
      Optional<Path> cases,
      RegionChoice region,
      boolean byModel,
      AnswerSource answers) {
    boolean isBrisk() {
      return target.equals("brisk");
    }
  }

  private final What what;
  private final Plan wanted;
  private final List<String> command;
  private final Path folder;
  private final PrintWriter out;
  private final PrintWriter err;

  Measuring(
      What what, Plan plan, List<String> command, Path folder, PrintWriter out, PrintWriter err) {
    this.what = what;
    this.wanted = plan;
    this.command = command;
    this.folder = folder;
    this.out = out;
    this.err = err;
  }

  /** Measures, and says how it ended. */
  Ending.How run() throws IOException, InterruptedException {
    var cases = Workloads.of(what.workload(), what.cases(), what.region());
    var target = what.answers().asks() ? target() : nobody();
    var plan = wanted.arrivals() > 0 ? wanted : wanted.withArrivals(cases.describe().cases());
    if (!what.answers().asks()) {
      return recorded(cases, plan, target);
    }
    Introduction known;
    try {
      known = Introduction.of(target);
    } catch (IOException e) {
      return nobody(target, cases, plan);
    }
    if (target.model().isEmpty()) {
      target = target.withModel(known.model());
    }
    var edits =
        new EditOptions(null, null, null, null, null, what.byModel() ? Boolean.FALSE : null);
    var api = Apis.of(apiName(), target, edits, what.answers() == AnswerSource.REPLAY);
    var refused = cases.refuses(api);
    if (!refused.isEmpty()) {
      api.close();
      throw new LabException(refused);
    }
    return measure(api, cases, plan, target, known.says());
  }

  /** Judges what the cases themselves say. */
  private Ending.How recorded(Cases cases, Plan plan, Target target)
      throws IOException, InterruptedException {
    var workload = cases.describe().name();
    if (!workload.equals("edits") && !workload.equals("problems")) {
      throw new LabException(
          "Answers are recorded for edits and problems only; leave --answers out for "
              + workload
              + ".");
    }
    var api = new RecordedApi(what.answers() == AnswerSource.CANONICAL);
    return measure(api, cases, plan, target, Map.of());
  }

  private static Target nobody() {
    return new Target(URI.create("none:recorded"), "", "", Duration.ZERO);
  }

  private Ending.How measure(
      Api api, Cases cases, Plan plan, Target target, Map<String, String> says)
      throws IOException, InterruptedException {
    var run = run(target, api.name(), cases, plan, says);
    var done = new CountDownLatch(1);
    var leaving = new AtomicLong();
    var file = folder.resolve("results.json");
    try {
      var outcome = load(api, cases, plan, run, file, leaving, done);
      var results = new Results(run, judged(outcome, leaving), outcome.steps(), outcome.ending());
      ResultsWriter.write(file, results);
      new Presentation(out).show(results, folder);
      return outcome.ending().how();
    } finally {
      done.countDown();
    }
  }

  /** Runs; each sample is in the file as soon as it is there, should the process be killed. */
  private LoadRun.Outcome load(
      Api api, Cases cases, Plan plan, Run run, Path file, AtomicLong leaving, CountDownLatch done)
      throws IOException, InterruptedException {
    try (var writer = new ResultsWriter(file, run)) {
      var progress = new ProgressLine(err, isTerminal());
      var load =
          new LoadRun(api, cases, plan, run.target(), sample -> add(writer, sample), progress);
      Runtime.getRuntime()
          .addShutdownHook(new Thread(() -> farewell(load, leaving, done), "lab-interrupt"));
      var outcome = load.run(() -> {});
      progress.end();
      writer.finish(outcome.steps(), outcome.ending());
      return outcome;
    }
  }

  private static boolean isTerminal() {
    return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
  }

  private static void add(ResultsWriter writer, Sample sample) {
    try {
      writer.add(sample);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * What the answers are worth.
   *
   * @param leaving {@link System#nanoTime} when the person wanted to go; 0 before. What cannot be
   *     judged soon after is not
   */
  private List<Sample> judged(LoadRun.Outcome outcome, AtomicLong leaving) {
    if (outcome.answers().isEmpty()) {
      return outcome.samples();
    }
    var judge = new Judge();
    var progress = new Progress(err, "judging", outcome.answers().size());
    int[] done = new int[1];
    var judged =
        outcome.samples().stream()
            .map(
                sample -> {
                  var answer = outcome.answers().get(sample.index());
                  if (answer == null || late(leaving.get())) {
                    return sample;
                  }
                  progress.at(++done[0]);
                  return sample.judged(sample.ok() ? judge.judge(answer) : judge.failed(answer));
                })
            .toList();
    progress.done();
    return judged;
  }

  private static boolean late(long leaving) {
    return leaving != 0
        && System.nanoTime() - leaving > TimeUnit.SECONDS.toNanos(FAREWELL_SECONDS / 2);
  }

  /** Ctrl-C: the run ends, and the process only when the files are written. */
  private static void farewell(LoadRun run, AtomicLong leaving, CountDownLatch done) {
    leaving.set(System.nanoTime() | 1);
    run.interrupt();
    try {
      if (!done.await(FAREWELL_SECONDS, TimeUnit.SECONDS)) {
        System.err.println("brisk: the results took too long to write and are cut off.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Ending.How nobody(Target target, Cases cases, Plan plan) throws IOException {
    var sentence =
        "Nobody answers at "
            + target.base()
            + ", so nothing was measured; see whether the target runs.";
    var ending = new Ending(Ending.How.TARGET_DEAD, sentence, 0, List.of());
    var results =
        new Results(run(target, apiName(), cases, plan, Map.of()), List.of(), List.of(), ending);
    ResultsWriter.write(folder.resolve("results.json"), results);
    err.println("brisk: " + sentence);
    return ending.how();
  }

  private Run run(Target target, String api, Cases cases, Plan plan, Map<String, String> says) {
    return new Run(
        command,
        target.base().toString(),
        api,
        cases.describe(),
        plan.load(),
        plan.objective().map(Object::toString).orElse(""),
        plan.salted(),
        what.answers().label(),
        plan.seed(),
        Instant.now(),
        plan.warmUp(),
        "",
        Version.number(),
        Machine.here(),
        says);
  }

  private String apiName() {
    if (!what.api().isEmpty()) {
      return what.api();
    }
    return switch (what.workload()) {
      case "complete" -> "infill";
      case "loop", "chat" -> what.isBrisk() ? "responses" : "chat";
      default -> what.isBrisk() ? "edits" : "chat";
    };
  }

  private Target target() {
    var patience = Duration.ofMillis(Math.min(wanted.patience().toMillis(), 600_000));
    if (!what.isBrisk()) {
      return new Target(address(what.target()), what.key(), what.model(), patience);
    }
    try {
      var state =
          ServerState.read(StateDir.of(System.getenv()).stateFile())
              .filter(ServerState::processAlive)
              .orElseThrow(
                  () -> new LabException("No Brisk server runs here; start one with brisk serve."));
      return new Target(state.uri(), state.token(), what.model(), patience);
    } catch (WireException e) {
      throw new LabException(String.valueOf(e.getMessage()), e);
    }
  }

  private static URI address(String text) {
    try {
      var uri = URI.create(text.replaceFirst("/+$", "").replaceFirst("/v1$", ""));
      if (uri.getHost() != null
          && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      // Said below.
    }
    throw new LabException(
        "'" + text + "' is no address; write one such as http://127.0.0.1:8080, or brisk.");
  }
}
