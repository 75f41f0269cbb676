package dev.brisk.engine.gguf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that llama.cpp has written. */
class ReferenceFilesTest {
  @ParameterizedTest
  @ValueSource(strings = {"conformance/models", "conformance/tokenizers", "models"})
  void every_file_opens_and_its_tensors_fill_it(String folder) throws IOException {
    try (var files = Files.list(Shared.require(folder))) {
      for (var path : files.filter(f -> f.toString().endsWith(".gguf")).toList()) {
        try (var file = GgufFile.open(path)) {
          assertThat(file.metadata().requireString("general.architecture")).isNotEmpty();
          for (var key : file.metadata().keys()) {
            assertThat(file.metadata().describe(key)).isNotEmpty();
          }
          var bytes = file.tensors().stream().mapToLong(t -> t.data().byteSize()).sum();
          // All but the head, less than 1 MiB with a vocabulary of up to 32,000.
          if (!file.tensors().isEmpty()) {
            assertThat(file.size() - bytes).isBetween(0L, 1L << 20);
          }
        }
      }
    }
  }

  @Test
  void a_quantized_tensor_has_the_bytes_of_its_blocks() {
    try (var file = GgufFile.open(Shared.require("conformance/models/llama.Q4_K_M.gguf"))) {
      assertThat(file.tensors())
          .extracting(Tensor::type)
          .contains(TensorType.Q4_K, TensorType.Q6_K);
      var tensor = file.requireTensor("blk.0.attn_q.weight");
      assertThat(tensor.shape()).containsExactly(256, 256);
      assertThat(tensor.data().byteSize()).isEqualTo(256 * tensor.rowBytes());
    }
  }
}
