package dev.brisk.distill.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.brisk.distill.data.TokenFile;
import dev.brisk.distill.data.TokenFileWriter;
import dev.brisk.engine.kernel.vector.training.Floats;
import dev.brisk.wire.json.Json;
import dev.brisk.wire.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The trainer in Java and the one in PyTorch are one, as far as rounding lets them. */
class PyTorchTest {
  private static final int VOCABULARY = 75;
  private static final int BUDGET = 30;
  private static final int BATCH_TOKENS = 500;

  @TempDir Path work;
  private PyTorch pytorch;

  @BeforeEach
  void samples() throws IOException, InterruptedException {
    var found = PyTorch.find();
    assumeTrue(found.isPresent(), "no python3 has torch (Debian: python3-torch); skipped");
    pytorch = found.orElseThrow();
    Files.createDirectories(work.resolve("tokens"));
    write("copy", 60, 1);
    write("train", 80, 2);
    write("validation", 20, 3);
  }

  /** Prompts of random tokens, with outputs whose first tokens stand there; some of text. */
  private void write(String name, int samples, long seed) throws IOException {
    var random = new SplittableRandom(seed);
    try (var writer = new TokenFileWriter(tokens().resolve(name + ".tok"), VOCABULARY)) {
      for (var i = 0; i < samples; i++) {
        var prompt = random.ints(3 + random.nextInt(170), 1, VOCABULARY).toArray();
        var output = new int[] {prompt[0], prompt[1], random.nextInt(VOCABULARY), 0};
        writer.add(
            prompt, output, 0.5f + random.nextInt(3), i % 5 == 0 ? TokenFile.TEXT : TokenFile.EDIT);
      }
      writer.finish();
    }
  }

  private Path tokens() {
    return work.resolve("tokens");
  }

  private Path run(String name) throws IOException {
    return Files.createDirectories(work.resolve("runs").resolve(name));
  }

  private static Plan plan() {
    return Plan.named("smoke").orElseThrow().withBatch(BATCH_TOKENS);
  }

  /** Trains in Java until so many steps are done. */
  private void java(String run, int steps) throws IOException {
    java(run, steps, plan(), Start.random(Map.of()));
  }

  private void java(String run, int steps, Plan plan, Start start) throws IOException {
    var options =
        new Trainer.Options(tokens(), run(run), plan, 11, 2, 0, BUDGET, 1e9, 100, 0.02f, 0.004f);
    try (var trainer = new Trainer(options, start)) {
      trainer.stopAfter(steps);
      trainer.run();
    }
  }

  private String python(String run, int steps, String... more) throws Exception {
    var budget = List.of("--seed", "11", "--steps", BUDGET + "", "--stop-after", steps + "");
    var all = Stream.concat(Stream.of("--run", run), budget.stream());
    return script(Stream.concat(all, Stream.of(more)));
  }

  private String script(Stream<String> arguments) throws Exception {
    var common =
        List.of("--work", work + "", "--config", "smoke", "--batch-tokens", BATCH_TOKENS + "");
    return pytorch.train(Stream.concat(common.stream(), arguments).toList());
  }

  /** All tensors of a run, by name. */
  private Map<String, Floats> state(String run) throws IOException {
    var shape = plan().shape().withVocabulary(VOCABULARY);
    var weights = new Parameters(shape);
    var optimizer = new Optimizer(shape, weights);
    var result = new LinkedHashMap<>(Checkpoint.weights(weights));
    result.put("momentum", optimizer.state().get(0));
    result.put("mean", optimizer.state().get(1));
    result.put("square", optimizer.state().get(2));
    Checkpoint.read(run(run).resolve("last.safetensors"), result);
    return result;
  }

  /** The most that a number of one run's tensor differs from the other run's. */
  private double apart(String tensor, String run, String other) throws IOException {
    var a = Objects.requireNonNull(state(run).get(tensor));
    var b = Objects.requireNonNull(state(other).get(tensor));
    var most = 0.0;
    for (var i = 0; i < a.size(); i++) {
      most = Math.max(most, Math.abs(a.get(i) - b.get(i)));
    }
    return most;
  }

  private JsonObject lastGate(String run) throws IOException {
    return Json.parseObject(Files.readAllLines(run(run).resolve("log.jsonl")).getLast());
  }

  @Test
  void both_find_the_same_loss_of_a_batch() throws Exception {
    var network = RandomNetwork.write(work, VOCABULARY).trained();
    var feed = new Feed(tokens(), 1);
    var batches = feed.batches(plan().phases().getFirst(), plan().batchTokens(), 1024, 0);
    var pass = new Pass(network.shape(), network.weights(), 1024, 1024);
    var loss = 0.0;
    var weight = 0.0;
    for (var batch : batches) {
      loss += pass.train(batch, 1, new Parameters(network.shape()));
      for (var w : batch.weights) {
        weight += w;
      }
    }

    var said =
        script(
            Stream.of(
                "--loss-of-batch", "--checkpoint", work.resolve("random.safetensors").toString()));

    var expected = loss / weight;
    var found = Json.parseObject(said).number("loss").orElseThrow();
    System.out.printf("loss of a batch: Java %.9f, PyTorch %.9f%n", expected, found);
    assertThat(found).isCloseTo(expected, within(1e-5 * expected));
  }

  @Test
  void a_step_of_either_gives_the_same_weights_and_the_other_goes_on() throws Exception {
    java("java", 3);
    Files.copy(run("java").resolve("last.safetensors"), run("python").resolve("last.safetensors"));

    java("java", 4);
    python("python", 4);

    for (var tensor : state("java").keySet()) {
      var apart = apart(tensor, "java", "python");
      System.out.printf("%s after a step: at most %.1e apart%n", tensor, apart);
      assertThat(apart).as(tensor).isLessThan(2e-6);
    }
    var text = Checkpoint.text(run("python").resolve("last.safetensors"));
    var expected = Checkpoint.text(run("java").resolve("last.safetensors"));
    for (var member : new String[] {"config", "vocabulary", "seed", "step", "tokens", "cursors"}) {
      assertThat(text.member(member)).as(member).isEqualTo(expected.member(member));
    }
    var gate = lastGate("python");
    for (var member : new String[] {"exact", "decision", "validation_loss"}) {
      assertThat(gate.number(member).orElseThrow())
          .as(member)
          .isCloseTo(lastGate("java").number(member).orElseThrow(), within(2e-4));
    }

    // Each goes on with what the other one left, into the next phase.
    java("python", 6);
    Files.copy(run("java").resolve("last.safetensors"), run("changed").resolve("last.safetensors"));
    python("changed", 6);
    java("java", 6);
    assertThat(apart("weights", "java", "python")).isLessThan(1e-3);
    assertThat(apart("weights", "java", "changed")).isLessThan(1e-3);
    assertThat(TrainedNetwork.read(run("changed").resolve("last.safetensors")).steps())
        .isEqualTo(6);
  }

  @Test
  void a_run_from_the_weights_of_another_trains_the_last_phase_alone() throws Exception {
    java("first", 3);
    var weights = run("first").resolve("last.safetensors");

    java(
        "java",
        1,
        plan().lastPhase(),
        (to, shape, seed) -> Checkpoint.read(weights, Checkpoint.weights(to)));
    python("python", 1, "--from", weights.toString());

    for (var tensor : state("java").keySet()) {
      assertThat(apart(tensor, "java", "python")).as(tensor).isLessThan(2e-6);
    }
    assertThat(Checkpoint.text(run("python").resolve("last.safetensors")).member("cursors"))
        .isEqualTo(Checkpoint.text(run("java").resolve("last.safetensors")).member("cursors"));
  }

  @Test
  void rates_rise_and_fall_as_the_script_is_told() throws Exception {
    java("before", 6);
    for (var run : new String[] {"full", "rising", "falling"}) {
      Files.copy(run("before").resolve("last.safetensors"), run(run).resolve("last.safetensors"));
    }

    python("full", 7, "--warm-up", "1");
    python("rising", 7, "--warm-up", "14");
    python("falling", 7, "--warm-up", "1", "--decay-from", "0");

    // The seventh step of 30; what a step changes is in proportion to the rate.
    var full = apart("weights", "before", "full");
    assertThat(apart("weights", "before", "rising") / full).isCloseTo(7 / 14.0, within(1e-3));
    assertThat(apart("weights", "before", "falling") / full).isCloseTo(24 / 30.0, within(1e-3));
  }

  @Test
  void the_script_says_what_to_do_about_a_damaged_checkpoint() throws Exception {
    Files.writeString(run("damaged").resolve("last.safetensors"), "no checkpoint at all");

    assertThatThrownBy(() -> python("damaged", 1))
        .hasMessageContaining("delete it to start again.")
        .hasMessageNotContaining("Traceback");
  }
}
