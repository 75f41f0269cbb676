package dev.brisk.distill.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.brisk.distill.data.TokenFile;
import dev.brisk.distill.data.TokenFileWriter;
import dev.brisk.distill.tokenizer.SmallVocabulary;
import dev.brisk.distill.train.Plan;
import dev.brisk.distill.train.RandomNetwork;
import dev.brisk.distill.train.Start;
import dev.brisk.distill.train.TrainedNetwork;
import dev.brisk.distill.train.Trainer;
import dev.brisk.engine.KernelChoice;
import dev.brisk.engine.Model;
import dev.brisk.engine.gguf.TensorType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GgufExportTest {
  @TempDir Path folder;

  /** Mean absolute difference of logits that have a standard deviation of about 1. */
  @ParameterizedTest
  @CsvSource({"F32,0.001", "F16,0.005", "Q8_0,0.03"})
  void the_engine_computes_what_training_computes(TensorType type, double budget)
      throws IOException {
    var vocabulary = SmallVocabulary.write(folder.resolve("tokenizer.gguf"));
    var network = RandomNetwork.write(folder, vocabulary.size());
    var tokens = new int[40];
    for (var i = 0; i < tokens.length; i++) {
      tokens[i] = i * 37 % vocabulary.size();
    }
    var file = folder.resolve("model.gguf");
    GgufExport.write(
        network.trained(),
        vocabulary.path(),
        type,
        "test",
        Map.of("brisk.edit.format", "script-v2"),
        file);

    var expected = network.lastLogits(tokens);
    try (var model = Model.open(file);
        var session = model.session(1, KernelChoice.AUTO)) {
      var logits = session.forward(tokens);
      var difference = 0.0;
      for (var i = 0; i < vocabulary.size(); i++) {
        difference += Math.abs(logits[i] - expected[i]);
      }
      assertThat(difference / vocabulary.size()).isCloseTo(0, within(budget));
      assertThat(model.metadata().string("brisk.edit.format")).contains("script-v2");
    }
  }

  /** What was trained is surer than what is random, and so rounding shows more. */
  @Test
  void files_of_a_trained_network_are_as_sure_as_it_is() throws IOException {
    var vocabulary = SmallVocabulary.write(folder.resolve("tokenizer.gguf"));
    for (var name : List.of("copy", "train", "validation")) {
      copies(folder.resolve(name + ".tok"), vocabulary.size(), name.hashCode());
    }
    var plan = Plan.named("smoke").orElseThrow().withBatch(600);
    var options =
        new Trainer.Options(
            folder, folder.resolve("run"), plan, 1, 2, 0, 120, 1e9, 100, 0.02f, 0.004f);
    try (var trainer = new Trainer(options, Start.random(Map.of()))) {
      trainer.run();
    }
    var network = TrainedNetwork.read(folder.resolve("run/last.safetensors"));
    var samples = TokenFile.open(folder.resolve("validation.tok"));

    for (var type : List.of(TensorType.F32, TensorType.F16, TensorType.Q8_0)) {
      var file = folder.resolve(type + ".gguf");
      GgufExport.write(network, vocabulary.path(), type, "test", Map.of(), file);
      var result = ExportCheck.of(network, file, samples, 20);
      System.out.printf(
          "%s: top-10 log-probabilities %.5f apart at %d places%n",
          type, result.difference(), result.positions());
      assertThat(result.positions()).isEqualTo(80);
      assertThat(result.difference())
          .as(type.toString())
          .isLessThanOrEqualTo(type == TensorType.F32 ? 1e-4 : ExportCheck.MOST);
    }
  }

  /** Samples whose outputs are the first tokens of their prompts. */
  private static void copies(Path path, int vocabulary, long seed) throws IOException {
    var random = new SplittableRandom(seed);
    try (var writer = new TokenFileWriter(path, vocabulary)) {
      for (var i = 0; i < 1000; i++) {
        var prompt = random.ints(4 + random.nextInt(30), 1, 48).toArray();
        writer.add(prompt, new int[] {prompt[0], prompt[1], prompt[2], 0}, 1, TokenFile.EDIT);
      }
      writer.finish();
    }
  }

  @Test
  void other_probabilities_are_told_apart() {
    assertThat(ExportCheck.difference(new float[] {2, 1, 0}, new float[] {12, 11, 10}))
        .isCloseTo(0, within(1e-6));
    assertThat(ExportCheck.difference(new float[] {2, 1, 0}, new float[] {0, 1, 2}))
        .isCloseTo(4.0 / 3, within(1e-6));
  }
}
