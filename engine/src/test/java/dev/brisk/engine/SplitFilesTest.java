package dev.brisk.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brisk.engine.gguf.GgufFile;
import dev.brisk.engine.gguf.GgufWriter;
import dev.brisk.engine.gguf.Tensor;
import dev.brisk.engine.gguf.TensorType;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model in three files, as llama.cpp splits it: all metadata in the first. */
class SplitFilesTest {
  private static final int COUNT = 3;
  private static final int[] TOKENS = {10, 20, 30, 40};

  @TempDir Path folder;

  private final GgufFile whole =
      GgufFile.of("whole", MemorySegment.ofArray(TestModels.llamaBytes(TensorType.Q8_0, true)));

  private Path part(int number) {
    return folder.resolve("my-model-%05d-of-%05d.gguf".formatted(number, COUNT));
  }

  @BeforeEach
  void split() {
    List<Tensor> tensors = whole.tensors();
    for (int i = 0; i < COUNT; i++) {
      var writer = i == 0 ? Rewritten.metadata(whole, "llama", Map.of()) : new GgufWriter();
      writer.put("split.no", i).put("split.count", COUNT);
      writer.put("split.tensors.count", tensors.size());
      for (int t = i; t < tensors.size(); t += COUNT) {
        Tensor tensor = tensors.get(t);
        writer.tensor(tensor.name(), tensor.type(), Rewritten.shape(tensor), tensor.data());
      }
      writer.write(part(i + 1));
    }
  }

  private static float[] logits(Model model) {
    try (model;
        var session = model.session(1, KernelChoice.AUTO)) {
      return session.forward(TOKENS);
    }
  }

  @Test
  void anyPartOpensTheWholeModel() {
    float[] expected = logits(TestModels.llama(TensorType.Q8_0));
    for (int i = 1; i <= COUNT; i++) {
      assertThat(logits(Model.open(part(i)))).isEqualTo(expected);
    }
  }

  @Test
  void theSizeIsThatOfAllParts() throws IOException {
    long bytes = 0;
    for (int i = 1; i <= COUNT; i++) {
      bytes += Files.size(part(i));
    }
    try (var file = GgufFile.open(part(2))) {
      assertThat(file.size()).isEqualTo(bytes);
      assertThat(file.tensors()).hasSameSizeAs(whole.tensors());
    }
  }

  @Test
  void missingPartsAreNamed() throws IOException {
    Files.delete(part(1));
    Files.delete(part(3));
    assertRefused(part(2), "my-model-00001-of-00003.gguf, my-model-00003-of-00003.gguf");
  }

  @Test
  void aPartWithAnotherNameIsRefused() throws IOException {
    Path renamed = folder.resolve("renamed.gguf");
    Files.move(part(1), renamed);
    assertRefused(renamed, "-00001-of-00003.gguf");
  }

  @Test
  void partsThatDoNotBelongTogetherAreRefused() throws IOException {
    Files.copy(part(2), part(3), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    assertRefused(part(1), "part 2 of 3 where part 3 of 3 is needed");
    Files.delete(part(3));
    var writer = new GgufWriter().put("split.no", 2).put("split.count", COUNT);
    writer.tensor("token_embd.weight", TensorType.F32, List.of(1L), new float[1]).write(part(3));
    assertRefused(part(1), "tensors where");
  }

  private static void assertRefused(Path file, String words) {
    assertThatThrownBy(() -> Model.open(file))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining(words)
        .message()
        .endsWith(".")
        .doesNotContain("\n");
  }
}
