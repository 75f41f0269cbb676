package dev.brisk.distill.train;

import dev.brisk.engine.kernel.vector.training.Floats;
import dev.brisk.wire.json.JsonObject;
import dev.brisk.wire.json.JsonWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Trains a network from its start, or goes on where the same run stopped: exactly there, as far as
 * the budget is one of steps.
 */
public final class Trainer implements AutoCloseable {
  /** Rows that a replica takes through the network at a time: enough for products to be fast. */
  private static final int CAPACITY = 1024;

  private static final int WARM_UP_STEPS = 100;

  /** The share of the budget from which on learning rates fall to nothing. */
  private static final double DECAY = 0.65;

  private static final double CLIP = 1.0;
  private static final int GATE_SAMPLES = 600;
  private static final double LOG_SECONDS = 10;
  private static final double SAVE_SECONDS = 300;

  /**
   * How to train.
   *
   * @param tokens the folder of token files
   * @param run the folder of the run
   * @param minutes the budget, over all resumptions; not looked at where {@code steps} is positive
   * @param patience gates without a better exact match before the run stops
   */
  public record Options(
      Path tokens,
      Path run,
      Plan plan,
      long seed,
      int threads,
      double minutes,
      int steps,
      double gateMinutes,
      int patience,
      float muonRate,
      float adamRate) {}

  private final Options options;
  private final Shape shape;
  private final Parameters weights;
  private final Optimizer optimizer;
  private final Replicas replicas;
  private final Feed feed;
  private final TrainLog log;
  private final Path last;
  private int step;
  private long tokens;
  private double seconds;
  private double bestExact = -1;
  private int gatesWithoutGain;
  private int lastStep = Integer.MAX_VALUE;
  private volatile boolean stopping;

  /**
   * @param start of a run that has no checkpoint yet
   * @throws IOException if files are missing or damaged; the message says what to do
   */
  public Trainer(Options options, Start start) throws IOException {
    this.options = options;
    feed = new Feed(options.tokens, options.seed);
    var first = options.plan.phases().getLast().sources().getFirst().file();
    shape = options.plan.shape().withVocabulary(feed.file(first).vocabulary());
    weights = new Parameters(shape);
    optimizer = new Optimizer(shape, weights);
    replicas = new Replicas(shape, weights, optimizer, options.threads, CAPACITY, shape.context());
    log = new TrainLog(options.run);
    last = options.run.resolve("last.safetensors");
    Files.createDirectories(options.run);
    if (Files.exists(last)) {
      restore(Checkpoint.read(last, state()));
    } else {
      start.fill(weights, shape, options.seed);
    }
  }

  /** Asks the training to save and return after the step that it is in. */
  public void stop() {
    stopping = true;
  }

  /** Stops like {@link #stop} once so many steps are done, over all resumptions. */
  void stopAfter(int steps) {
    lastStep = steps;
  }

  /** Steps done, over all resumptions. */
  public int steps() {
    return step;
  }

  /** Trains until the budget is used, the gate no longer moves, or {@link #stop} is called. */
  public void run() throws IOException {
    var gate = Gate.of(options.tokens.resolve("validation.tok"), GATE_SAMPLES, CAPACITY);
    var start = System.nanoTime();
    var before = seconds;
    var lastLog = seconds;
    var lastSave = seconds;
    var lastGate = Math.floor(seconds / 60 / options.gateMinutes);
    var lastTokens = tokens;
    var loss = 0.0;
    var losses = 0;
    while (used() < 1 && !stopping && step < lastStep) {
      var done = one();
      loss += done.loss();
      losses++;
      seconds = before + (System.nanoTime() - start) / 1e9;
      if (seconds - lastLog >= LOG_SECONDS || used() >= 1) {
        var rate = (tokens - lastTokens) / (seconds - lastLog);
        var gigaflops = 6.0 * shape.parameters() * rate / 1e9;
        log.step(
            step,
            seconds / 60,
            tokens,
            loss / losses,
            done.gradientNorm(),
            rate(),
            rate,
            gigaflops);
        say(
            String.format(
                Locale.ROOT,
                "step %,d, %.1f min, loss %.3f, %,.0f tokens/s, %.0f GFLOP/s, %.0f %% done",
                step,
                seconds / 60,
                loss / losses,
                rate,
                gigaflops,
                100 * used()));
        lastLog = seconds;
        lastTokens = tokens;
        loss = 0;
        losses = 0;
      }
      if (Math.floor(seconds / 60 / options.gateMinutes) > lastGate) {
        lastGate = Math.floor(seconds / 60 / options.gateMinutes);
        if (!look(gate)) {
          break;
        }
      }
      if (seconds - lastSave >= SAVE_SECONDS) {
        save(last);
        lastSave = seconds;
      }
    }
    look(gate);
    save(last);
    Curves.write(log.path(), options.run.resolve("curves.html"));
  }

  @Override
  public void close() {
    replicas.close();
  }

  private Replicas.Step one() throws IOException {
    var phase =
        options.plan.phases().stream().filter(p -> used() < p.until()).findFirst().orElseThrow();
    var batches = feed.batches(present(phase), options.plan.batchTokens(), CAPACITY, step);
    var weight = 0.0;
    for (var batch : batches) {
      tokens += batch.rows;
      for (var w : batch.weights) {
        weight += w;
      }
    }
    var factor = rate();
    step++;
    return replicas.step(
        batches,
        weight,
        CLIP,
        (float) (options.muonRate * factor),
        (float) (options.adamRate * factor),
        step);
  }

  /** Without sources that were not made: the completions may be left out. */
  private Plan.Phase present(Plan.Phase phase) {
    var there =
        phase.sources().stream()
            .filter(s -> Files.exists(options.tokens.resolve(s.file() + ".tok")))
            .toList();
    return new Plan.Phase(
        phase.until(), phase.longest(), there.isEmpty() ? phase.sources() : there);
  }

  /** The share of the budget that is used. */
  private double used() {
    return options.steps > 0
        ? step / (double) options.steps
        : seconds / 60 / Math.max(1e-9, options.minutes);
  }

  /** What learning rates are multiplied with: up, level, down. */
  private double rate() {
    var up = Math.min(1, (step + 1) / (double) WARM_UP_STEPS);
    var down = Math.min(1, (1 - used()) / (1 - DECAY));
    return Math.max(0.01, Math.min(up, down));
  }

  /** Returns whether to go on. */
  private boolean look(Gate gate) throws IOException {
    var result = gate.look(replicas);
    log.gate(step, seconds / 60, result);
    say(
        String.format(
            Locale.ROOT,
            "gate: exact match %.1f %%, decision %.1f %%, loss %.3f",
            100 * result.exact(),
            100 * result.decision(),
            result.loss()));
    if (result.exact() > bestExact) {
      bestExact = result.exact();
      gatesWithoutGain = 0;
      save(options.run.resolve("best.safetensors"), Checkpoint.weights(weights));
    } else {
      gatesWithoutGain++;
    }
    Curves.write(log.path(), options.run.resolve("curves.html"));
    if (gatesWithoutGain >= options.patience) {
      say("The exact match did not move for " + gatesWithoutGain + " gates; the run stops.");
      return false;
    }
    return true;
  }

  private static void say(String text) {
    System.err.println(text);
  }

  private Map<String, Floats> state() {
    var result = new LinkedHashMap<>(Checkpoint.weights(weights));
    var names = new String[] {"momentum", "mean", "square"};
    for (var i = 0; i < names.length; i++) {
      result.put(names[i], optimizer.state().get(i));
    }
    return result;
  }

  private void save(Path path) throws IOException {
    save(path, state());
  }

  private void save(Path path, Map<String, Floats> tensors) throws IOException {
    var json =
        new JsonWriter()
            .beginObject()
            .name("config")
            .value(shape.name())
            .name("vocabulary")
            .value((long) shape.vocabulary())
            .name("seed")
            .value(options.seed)
            .name("step")
            .value((long) step)
            .name("tokens")
            .value(tokens)
            .name("seconds")
            .value(seconds)
            .name("best_exact")
            .value(bestExact)
            .name("gates_without_gain")
            .value((long) gatesWithoutGain)
            .name("cursors")
            .beginObject();
    feed.cursors().forEach((file, cursor) -> json.name(file).value(cursor));
    Checkpoint.write(path, tensors, json.endObject().endObject().toString());
  }

  private void restore(JsonObject text) {
    step = text.requireInteger("step");
    tokens = (long) text.number("tokens").orElse(0);
    seconds = text.number("seconds").orElse(0);
    bestExact = text.number("best_exact").orElse(-1);
    gatesWithoutGain = text.integer("gates_without_gain").orElse(0);
    var cursors = text.requireObject("cursors");
    for (var file : cursors.members().keySet()) {
      feed.cursors().put(file, (long) cursors.number(file).orElse(0));
    }
  }
}
