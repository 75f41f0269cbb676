package dev.brisk.engine.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisk.engine.gguf.GgufFile;
import dev.brisk.engine.gguf.GgufWriter;
import dev.brisk.engine.gguf.Shared;
import dev.brisk.engine.gguf.ValueType;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
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

  /** The test texts of llama.cpp itself, with the ids on one line for each. */
  @ParameterizedTest
  @ValueSource(strings = {"gpt-2", "starcoder", "refact", "deepseek-coder"})
  void the_test_texts_of_llama_cpp_give_its_tokens(String vocabulary) throws IOException {
    var base = "conformance/tokenizers/" + vocabulary + ".gguf";
    var texts =
        Files.readString(Shared.require(base + ".inp")).split("\n__ggml_vocab_test__\n", -1);
    var ids = Files.readAllLines(Shared.require(base + ".out"));
    var tokenizer = tokenizer(vocabulary);

    assertThat(ids).hasSizeGreaterThan(40);
    for (var i = 0; i < ids.size(); i++) {
      var expected =
          Arrays.stream(ids.get(i).trim().split(" "))
              .filter(id -> !id.isEmpty())
              .mapToInt(Integer::parseInt)
              .toArray();
      assertThat(tokenizer.encode(texts[i])).as("tokens of '%s'", texts[i]).isEqualTo(expected);
    }
  }

  @Test
  void prompts_of_the_reference_models_give_their_tokens() {
    var compared = 0;
    for (var reference :
        JsonMapper.shared().readTree(Shared.require("conformance/model-refs.json"))) {
      var path = Shared.require("conformance/models/" + reference.get("model").asString());
      try (var file = GgufFile.open(path)) {
        if (file.metadata().requireString("tokenizer.ggml.model").equals("gpt2")) {
          var expected = reference.get("prompt_ids").valueStream().mapToInt(JsonNode::asInt);
          assertThat(Tokenizer.of(file.metadata()).encode(reference.get("prompt").asString()))
              .isEqualTo(expected.toArray());
          compared++;
        }
      }
    }
    assertThat(compared).isGreaterThan(20);
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
