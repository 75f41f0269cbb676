package dev.brisk.distill.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.brisk.distill.tokenizer.SmallVocabulary;
import dev.brisk.distill.train.RandomNetwork;
import dev.brisk.engine.KernelChoice;
import dev.brisk.engine.Model;
import dev.brisk.engine.gguf.TensorType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
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
}
