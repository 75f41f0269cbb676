package dev.brisk.engine.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisk.engine.gguf.GgufFile;
import dev.brisk.engine.gguf.GgufWriter;
import dev.brisk.engine.gguf.Shared;
import dev.brisk.engine.gguf.ValueType;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Our tokens against those of llama.cpp. */
class TokenReferencesTest {
  private static final String PRE = " with pre=";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gpt-2",
        "starcoder",
        "refact",
        "deepseek-coder",
        "gpt-2 with pre=qwen2",
        "gpt-2 with pre=llama-bpe",
        "gpt-2 with pre=smollm",
        "gpt-2 with pre=stablelm2",
        "gpt-2 with pre=falcon"
      })
  void every_text_becomes_the_tokens_that_llama_cpp_makes_of_it(String vocabulary) {
    var tokenizer = tokenizer(vocabulary);
    var cases = cases(vocabulary);

    assertThat(cases.size()).isGreaterThan(100);
    for (var reference : cases) {
      var text = reference.get(0).asString();
      var expected = reference.get(1).valueStream().mapToInt(JsonNode::asInt).toArray();
      assertThat(tokenizer.encode(text)).as("tokens of '%s'", text).isEqualTo(expected);
      assertThat(tokenizer.decode(expected)).isEqualTo(text);
    }
  }

  private static JsonNode cases(String vocabulary) {
    var references = JsonMapper.shared().readTree(Shared.require("conformance/token-refs.json"));
    return references
        .valueStream()
        .filter(node -> node.get("vocab").asString().equals(vocabulary))
        .findFirst()
        .orElseThrow()
        .get("cases");
  }

  /** "A with pre=B" is the vocabulary A with the pre-tokenizer name B in its metadata. */
  private static Tokenizer tokenizer(String vocabulary) {
    var parts = vocabulary.split(PRE);
    var path = Shared.require("conformance/tokenizers/" + parts[0] + ".gguf");
    try (var file = GgufFile.open(path)) {
      if (parts.length == 1) {
        return Tokenizer.of(file.metadata());
      }
      var copy = new GgufWriter().put("tokenizer.ggml.pre", parts[1]);
      copy.put("tokenizer.ggml.model", file.metadata().requireString("tokenizer.ggml.model"));
      for (var key : List.of("tokenizer.ggml.tokens", "tokenizer.ggml.merges")) {
        copy.putStrings(key, file.metadata().strings(key));
      }
      copy.putArray(
          "tokenizer.ggml.token_type",
          ValueType.INT32,
          (List<?>) file.metadata().value("tokenizer.ggml.token_type"));
      var changed = GgufFile.of(vocabulary, MemorySegment.ofArray(copy.toBytes()));
      return Tokenizer.of(changed.metadata());
    }
  }
}
