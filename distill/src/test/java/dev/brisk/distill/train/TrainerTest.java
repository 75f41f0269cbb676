package dev.brisk.distill.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brisk.distill.data.TokenFile;
import dev.brisk.distill.data.TokenFileWriter;
import dev.brisk.distill.export.GgufExport;
import dev.brisk.distill.tokenizer.SmallVocabulary;
import dev.brisk.engine.gguf.TensorType;
import dev.brisk.wire.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainerTest {
  private static final int VOCABULARY = 48;

  @TempDir Path folder;

  /** Prompts of random tokens whose first one is the output. */
  @BeforeEach
  void copies() throws IOException {
    write("train", 3000, 1);
    write("validation", 100, 2);
  }

  private void write(String name, int samples, long seed) throws IOException {
    var random = new SplittableRandom(seed);
    try (var writer = new TokenFileWriter(folder.resolve(name + ".tok"), VOCABULARY)) {
      for (var i = 0; i < samples; i++) {
        var prompt = random.ints(3 + random.nextInt(5), 1, VOCABULARY).toArray();
        writer.add(prompt, new int[] {prompt[0], 0}, 1, TokenFile.EDIT);
      }
      writer.finish();
    }
  }

  private Trainer trainer(String run, int steps, int budget) throws IOException {
    return trainer(run, steps, budget, Start.random(Map.of()));
  }

  private Trainer trainer(String run, int steps, int budget, Start start) throws IOException {
    var shape = new Shape("tiny", 64, 2, 2, 1, 96, 0, 64);
    var phases = List.of(new Plan.Phase(1, 64, List.of(new Plan.Source("train", 1))));
    var plan = new Plan(shape, new Plan.Corpus(0, 0, 0, 0), 600, 1, phases);
    var options =
        new Trainer.Options(
            folder, folder.resolve(run), plan, 11, 2, 0, budget, 1e9, 100, 0.02f, 0.01f);
    var trainer = new Trainer(options, start);
    trainer.stopAfter(steps);
    return trainer;
  }

  @Test
  void learns_to_copy() throws IOException {
    try (var trainer = trainer("copy", 400, 400)) {
      trainer.run();
    }

    var log = Files.readAllLines(folder.resolve("copy/log.jsonl"));
    assertThat(Json.parseObject(log.getLast()).number("exact").orElseThrow())
        .isGreaterThanOrEqualTo(0.9);
    assertThat(folder.resolve("copy/curves.html")).isNotEmptyFile();
  }

  @Test
  void goes_on_exactly_where_it_stopped() throws IOException {
    try (var whole = trainer("whole", 20, 20)) {
      whole.run();
    }
    try (var half = trainer("halves", 10, 20)) {
      half.run();
    }
    try (var rest = trainer("halves", 20, 20)) {
      assertThat(rest.steps()).isEqualTo(10);
      rest.run();
    }

    var name = "last.safetensors";
    var once = Checkpoint.text(folder.resolve("whole").resolve(name));
    assertThat(Checkpoint.text(folder.resolve("halves").resolve(name)).member("tokens"))
        .isEqualTo(once.member("tokens"));
    assertThat(weights("halves")).isEqualTo(weights("whole"));
  }

  private float[] weights(String run) throws IOException {
    var shape = new Shape("tiny", 64, 2, 2, 1, 96, VOCABULARY, 64);
    var weights = new Parameters(shape);
    Checkpoint.read(folder.resolve(run).resolve("last.safetensors"), Checkpoint.weights(weights));
    return weights.values().array(0, weights.layout().size());
  }

  @Test
  void refuses_a_model_of_another_size_as_its_start() throws IOException {
    var vocabulary = SmallVocabulary.write(folder.resolve("tokenizer.gguf"));
    var model = folder.resolve("model.gguf");
    var network = RandomNetwork.write(folder, vocabulary.size()).trained();
    GgufExport.write(network, vocabulary.path(), TensorType.F32, "test", Map.of(), model);

    assertThatThrownBy(() -> trainer("other", 1, 1, Start.from(model)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("has other sizes than the configuration tiny");
  }

  @Test
  void starts_from_the_weights_of_a_model_file() throws IOException {
    var vocabulary = SmallVocabulary.write(folder.resolve("tokenizer.gguf"));
    var model = folder.resolve("model.gguf");
    var network = RandomNetwork.write(folder, vocabulary.size()).trained();
    GgufExport.write(network, vocabulary.path(), TensorType.F32, "test", Map.of(), model);
    var weights = new Parameters(network.shape());

    Start.from(model).fill(weights, network.shape(), 1);

    assertThat(weights.values().array(0, weights.layout().size()))
        .isEqualTo(network.weights().values().array(0, weights.layout().size()));
  }

  @Test
  void says_what_to_do_about_a_damaged_checkpoint() throws IOException {
    Files.createDirectories(folder.resolve("damaged"));
    Files.writeString(folder.resolve("damaged/last.safetensors"), "no checkpoint at all");

    assertThatThrownBy(() -> trainer("damaged", 1, 1))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("delete it to start again");
  }
}
