package dev.brisk.engine.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisk.engine.gguf.GgufFile;
import dev.brisk.engine.gguf.Shared;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ids computed with another program from the models' README: a regular expression, then BPE. */
class PreviewModelTest {
  @ParameterizedTest
  @ValueSource(strings = {"brisk-nano-preview", "brisk-copy-preview"})
  void the_pattern_of_the_file_decides(String model) {
    try (var file = GgufFile.open(Shared.require("models/" + model + ".gguf"))) {
      var tokenizer = Tokenizer.of(file.metadata());

      assertThat(tokenizer.size()).isEqualTo(4096);
      assertThat(tokenizer.addsBos()).isFalse();
      assertThat(tokenizer.endOfGeneration()).isEqualTo(java.util.Set.of(6));
      assertThat(tokenizer.id("<|output|>")).hasValue(5);
      assertThat(tokenizer.encodeWithSpecials("<|before|><|after|><|region|>"))
          .containsExactly(1, 3, 2);
      for (var text : List.of("// é 日本語 \r\n\tint x;", "\u2028\u0085a  b   ")) {
        assertThat(tokenizer.decode(tokenizer.encode(text))).isEqualTo(text);
      }
      if (model.equals("brisk-nano-preview")) {
        assertThat(tokenizer.encode("rename sum to total"))
            .containsExactly(853, 40, 903, 40, 310, 40, 1783);
        assertThat(tokenizer.encode("\n3|        sum += values[i];\n"))
            .containsExactly(18, 59, 829, 2041, 903, 1806, 834, 99, 113, 1040, 18);
        assertThat(tokenizer.encode("ABc XMLParser")).containsExactly(73, 74, 107, 40, 1212, 1479);
        assertThat(tokenizer.encode("\u2028\u0085a  b   "))
            .containsExactly(234, 136, 176, 202, 141, 105, 264, 106, 707);
      }
    }
  }
}
