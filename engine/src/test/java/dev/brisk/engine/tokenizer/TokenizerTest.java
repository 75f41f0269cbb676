package dev.brisk.engine.tokenizer;

import static dev.brisk.engine.tokenizer.SmallVocabulary.CONTROL;
import static dev.brisk.engine.tokenizer.SmallVocabulary.USER_DEFINED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.brisk.engine.ModelFormatException;
import dev.brisk.engine.gguf.GgufWriter;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import org.junit.jupiter.api.Test;

class TokenizerTest {
  private final Tokenizer tokenizer = SmallVocabulary.english().pre("gpt-2").build();

  private int id(String piece) {
    return tokenizer.id(piece).orElseThrow();
  }

  @Test
  void merges_make_the_longest_tokens_in_the_order_of_their_ranks() {
    assertThat(tokenizer.encode("hello world")).containsExactly(id("hello"), id("Ġworld"));
    assertThat(tokenizer.encode("aaaa")).containsExactly(id("aa"), id("aa"));
    assertThat(tokenizer.encode("")).isEmpty();
  }

  @Test
  void the_texts_of_control_tokens_are_ordinary_unless_asked_for() {
    var text = "hello<|end|><|region|>ing";
    assertThat(tokenizer.encode(text)).doesNotContain(id("<|end|>"), id("<|region|>"));
    assertThat(tokenizer.decode(tokenizer.encode(text))).isEqualTo(text);
    assertThat(tokenizer.encodeWithSpecials(text))
        .containsExactly(id("hello"), id("<|end|>"), id("<|region|>"), id("ing"));
  }

  @Test
  void control_tokens_stand_for_no_text() {
    assertThat(tokenizer.bytes(id("<|end|>"))).isEmpty();
    assertThat(tokenizer.piece(id("<|end|>"))).isEqualTo("<|end|>");
    assertThat(tokenizer.isControl(id("<|end|>"))).isTrue();
    assertThat(tokenizer.isControl(id("hello"))).isFalse();
    assertThat(tokenizer.decode(new int[] {id("hello"), id("<|end|>"), id("ing")}))
        .isEqualTo("helloing");
  }

  @Test
  void the_longest_special_token_is_found() {
    var tested =
        SmallVocabulary.ofBytes()
            .token("<a>", CONTROL)
            .token("<a><b>", CONTROL)
            .token("<a><b><c>", CONTROL)
            .token("", CONTROL)
            .token("<".repeat(1 << 16), CONTROL)
            .pre("gpt-2")
            .build();
    assertThat(tested.encodeWithSpecials("<a><b><a>!<a><b><"))
        .containsExactly(257, 256, 33, 257, 60);
  }

  @Test
  void user_defined_tokens_are_ordinary_text() {
    var tested = SmallVocabulary.ofBytes().token("\t\t x", USER_DEFINED).pre("gpt-2").build();
    assertThat(tested.encode("a\t\t xb")).containsExactly(97, 256, 98);
    assertThat(tested.decode(new int[] {256})).isEqualTo("\t\t x");
  }

  @Test
  void a_lone_surrogate_is_encoded_as_the_replacement_character() {
    for (var text : List.of("a\uD800b", "\uDC00", "\uD83D", "\uDE00\uD83D")) {
      var ids = tokenizer.encode(text);
      var expected = text.replaceAll("[\uD800-\uDFFF]", "\uFFFD");
      assertThat(tokenizer.decode(ids)).isEqualTo(expected);
    }
    assertThat(tokenizer.decode(tokenizer.encode("\uD83D\uDE00"))).isEqualTo("😀");
  }

  @Property
  void any_text_comes_back(@ForAll @CharRange(from = 0, to = 0xFFFF) String text) {
    var expected = new String(text.getBytes(StandardCharsets.UTF_16), StandardCharsets.UTF_16);
    for (var pre : List.of("gpt-2", "default", "llama-bpe", "qwen2", "starcoder")) {
      var tested = SmallVocabulary.english().pre(pre).build();
      assertThat(tested.decode(tested.encode(text))).isEqualTo(expected);
      assertThat(tested.decode(tested.encodeWithSpecials(text))).isEqualTo(expected);
    }
    var tested = SmallVocabulary.english().pattern("[a-z]+|\\s").build();
    assertThat(tested.decode(tested.encode(text))).isEqualTo(expected);
  }

  @Test
  void many_threads_get_the_same_tokens() throws Exception {
    var words = new String[2000];
    for (var i = 0; i < words.length; i++) {
      words[i] = " hello".repeat(i % 3) + " w" + i * 7919 + "ing";
    }
    var expected = tokenizer.encode(String.join("", words));
    var shared = SmallVocabulary.english().pre("gpt-2").build();
    try (var threads = Executors.newFixedThreadPool(4)) {
      var results =
          threads.invokeAll(Collections.nCopies(40, () -> shared.encode(String.join("", words))));
      for (var result : results) {
        assertThat(result.get()).isEqualTo(expected);
      }
    }
  }

  @Test
  void a_pattern_in_the_file_wins_over_the_name() {
    var tested = SmallVocabulary.english().pre("llama-bpe").pattern("hel|lo").build();
    assertThat(tested.decode(tested.encode("hello"))).isEqualTo("hello");
    assertThat(tested.encode("hello")).hasSize(4);
  }

  @Test
  void llama_bpe_takes_whole_words_before_it_merges() {
    var vocabulary = SmallVocabulary.ofBytes().merge("a b").token("abc", 1).merge("b c");
    assertThat(vocabulary.pre("llama-bpe").build().encode("abc")).containsExactly(257);
    var plain = SmallVocabulary.ofBytes().merge("a b").token("abc", 1).merge("b c");
    assertThat(plain.pre("qwen2").build().encode("abc")).containsExactly(256, 99);
  }

  @Test
  void a_merge_without_a_token_falls_back_to_bytes() {
    var vocabulary = SmallVocabulary.ofBytes();
    vocabulary.merges.addAll(List.of("a b", "ab c"));
    assertThat(vocabulary.pre("gpt-2").build().encode("abcd")).containsExactly(97, 98, 99, 100);
  }

  @Test
  void the_beginning_is_added_where_the_file_or_the_kind_of_model_says_so() {
    assertThat(tokenizer.addsBos()).isFalse();
    assertThat(tokenizer.bos()).isEmpty();
    var qwen = bos("qwen2").build();
    assertThat(qwen.bos()).hasValue(0);
    assertThat(qwen.addsBos()).isFalse();
    assertThat(bos("llama-bpe").build().addsBos()).isTrue();
    var told = bos("llama-bpe").with(w -> w.put("tokenizer.ggml.add_bos_token", false)).build();
    assertThat(told.addsBos()).isFalse();
  }

  private static SmallVocabulary bos(String pre) {
    return SmallVocabulary.english().pre(pre).with(w -> w.put("tokenizer.ggml.bos_token_id", 0));
  }

  @Test
  void ends_are_those_of_the_metadata_and_the_well_known_ones() {
    assertThat(tokenizer.endOfGeneration()).containsExactly(id("<|end|>"));
    var tested =
        SmallVocabulary.ofBytes()
            .token("<|im_end|>", CONTROL)
            .pre("qwen2")
            .with(
                w -> w.put("tokenizer.ggml.eos_token_id", 5).put("tokenizer.ggml.eot_token_id", 6))
            .with(w -> w.put("tokenizer.ggml.eom_token_id", -1))
            .build();
    assertThat(tested.endOfGeneration()).containsExactlyInAnyOrder(5, 6, 256);
  }

  @Test
  void unusable_vocabularies_are_refused_in_a_sentence() {
    refused(SmallVocabulary.ofBytes().pre("nonsense"), "the pre-tokenizer 'nonsense'");
    refused(SmallVocabulary.ofBytes().pattern("(a"), "no regular expression");
    refused(
        SmallVocabulary.ofBytes().with(w -> w.put("tokenizer.ggml.eos_token_id", 256)),
        "'tokenizer.ggml.eos_token_id' is 256, but the vocabulary has only 256 tokens");
    var types = SmallVocabulary.ofBytes();
    types.types.removeLast();
    refused(types, "256 tokens but 255 token types");
    for (var merge : List.of("ab", "", " ", "a ", " a")) {
      var merges = SmallVocabulary.ofBytes();
      merges.merges.add(merge);
      refused(merges, "merge 0 ('" + merge + "')");
    }
    refused(new GgufWriter(), "lacks the metadata key 'tokenizer.ggml.model'");
    refused(new GgufWriter().put("tokenizer.ggml.model", "llama"), "no vocabulary");
    refused(new GgufWriter().put("tokenizer.ggml.model", "bert"), "of the kind 'bert'");
    refused(new GgufWriter().put("tokenizer.ggml.model", "gpt2"), "no vocabulary");
    refused(
        new GgufWriter()
            .put("tokenizer.ggml.model", "gpt2")
            .putStrings("tokenizer.ggml.tokens", List.of("a")),
        "without merges");
  }

  private static void refused(SmallVocabulary vocabulary, String why) {
    assertThatExceptionOfType(ModelFormatException.class)
        .isThrownBy(vocabulary::build)
        .withMessageStartingWith("small.gguf")
        .withMessageContaining(why);
  }

  private static void refused(GgufWriter writer, String why) {
    assertThatExceptionOfType(ModelFormatException.class)
        .isThrownBy(() -> SmallVocabulary.of(writer))
        .withMessageStartingWith("small.gguf")
        .withMessageContaining(why);
  }
}
