package dev.brisk.engine.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.brisk.engine.gguf.GgufFile;
import dev.brisk.engine.gguf.GgufWriter;
import dev.brisk.engine.gguf.Shared;
import dev.brisk.engine.gguf.ValueType;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Our tokens against those of llama.cpp. */
class TokenReferencesTest {
  private static final String PRE = " with pre=";

  /** Every entry of the file: a vocabulary that cannot be read fails the test. */
  @TestFactory
  Stream<DynamicTest> texts_become_the_tokens_that_llama_cpp_makes_of_them() {
    var references = JsonMapper.shared().readTree(Shared.require("conformance/token-refs.json"));
    assertThat(references.size()).isGreaterThanOrEqualTo(12);
    return references
        .valueStream()
        .map(
            node ->
                DynamicTest.dynamicTest(
                    node.get("vocab").asString(),
                    () -> compare(node.get("vocab").asString(), node.get("cases"))));
  }

  private static void compare(String vocabulary, JsonNode cases) {
    var tokenizer = tokenizer(vocabulary);
    assertThat(cases.size()).isGreaterThan(100);
    for (var reference : cases) {
      var text = reference.get(0).asString();
      var expected = reference.get(1).valueStream().mapToInt(JsonNode::asInt).toArray();
      assertThat(tokenizer.encode(text)).as("tokens of '%s'", text).isEqualTo(expected);
      var space = expected.length > 0 && tokenizer.addsSpace() ? " " : "";
      assertThat(tokenizer.decode(expected)).isEqualTo(space + text);
    }
  }

  /** The test texts of llama.cpp itself, with the ids on one line for each. */
  @TestFactory
  Stream<DynamicTest> the_test_texts_of_llama_cpp_give_its_tokens() throws IOException {
    try (var files = Files.list(Shared.require("conformance/tokenizers"))) {
      var names =
          files
              .map(path -> path.getFileName().toString())
              .filter(name -> name.endsWith(".inp"))
              .map(name -> name.substring(0, name.length() - ".gguf.inp".length()))
              .sorted()
              .toList();
      assertThat(names).hasSizeGreaterThanOrEqualTo(8);
      return names.stream().map(name -> DynamicTest.dynamicTest(name, () -> compareLines(name)));
    }
  }

  private static void compareLines(String vocabulary) throws IOException {
    var base = "conformance/tokenizers/" + vocabulary + ".gguf";
    assumeThat(Shared.require(base + ".inp").resolveSibling(vocabulary + ".gguf"))
        .as("%s has texts and ids, but no vocabulary to make the ids with", vocabulary)
        .exists();
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
        var expected = reference.get("prompt_ids").valueStream().mapToInt(JsonNode::asInt);
        var tokenizer = Tokenizer.of(file.metadata());
        var ids = IntStream.of(tokenizer.encode(reference.get("prompt").asString()));
        if (tokenizer.addsBos()) {
          ids = IntStream.concat(IntStream.of(tokenizer.bos().orElseThrow()), ids);
        }
        assertThat(ids.toArray())
            .as("prompt of %s", path.getFileName())
            .isEqualTo(expected.toArray());
        compared++;
      }
    }
    assertThat(compared).isGreaterThan(20);
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
