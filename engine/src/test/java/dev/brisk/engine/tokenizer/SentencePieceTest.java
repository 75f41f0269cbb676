package dev.brisk.engine.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.brisk.engine.ModelFormatException;
import dev.brisk.engine.gguf.GgufWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SentencePieceTest {
  private static final int BYTES = 3;

  /** {@code <unk> <s> </s>}, the bytes, then these pieces, the better the earlier. */
  private static GgufWriter vocabulary(String... pieces) {
    var tokens = new ArrayList<>(List.of("<unk>", "<s>", "</s>"));
    var types = new ArrayList<>(List.of(2, 3, 3));
    for (var b = 0; b < 256; b++) {
      tokens.add("<0x%02X>".formatted(b));
      types.add(6);
    }
    for (var piece : pieces) {
      tokens.add(piece);
      types.add(1);
    }
    var scores = new ArrayList<Integer>();
    for (var id = 0; id < tokens.size(); id++) {
      scores.add(-Math.max(0, id - BYTES - 255));
    }
    return new GgufWriter()
        .put("tokenizer.ggml.model", "llama")
        .putStrings("tokenizer.ggml.tokens", tokens)
        .putIntegers("tokenizer.ggml.token_type", types)
        .putIntegers("tokenizer.ggml.scores", scores);
  }

  private static List<String> pieces(Tokenizer tokenizer, String text) {
    var pieces = new ArrayList<String>();
    for (var id : tokenizer.encode(text)) {
      pieces.add(tokenizer.piece(id));
    }
    return pieces;
  }

  @Test
  void the_best_pieces_are_made_first_and_a_space_is_put_before_a_text() {
    var tokenizer = SmallVocabulary.of(vocabulary("bc", "ab", "▁a", "▁", "a", "b", "c"));
    assertThat(pieces(tokenizer, "abc a")).containsExactly("▁a", "bc", "▁a");
    assertThat(tokenizer.decode(tokenizer.encode("abc a"))).isEqualTo(" abc a");
    assertThat(tokenizer.encode("")).isEmpty();
  }

  @Test
  void no_space_is_put_before_a_text_if_the_metadata_says_so() {
    var tokenizer =
        SmallVocabulary.of(
            vocabulary("▁a", "▁", "a").put("tokenizer.ggml.add_space_prefix", false));
    assertThat(pieces(tokenizer, "a a")).containsExactly("a", "▁a");
    assertThat(tokenizer.addsSpace()).isFalse();
  }

  @Test
  void what_is_no_piece_is_spelled_in_bytes() {
    var tokenizer = SmallVocabulary.of(vocabulary("▁", "a"));
    assertThat(pieces(tokenizer, "aé\n😀"))
        .containsExactly(
            "▁", "a", "<0xC3>", "<0xA9>", "<0x0A>", "<0xF0>", "<0x9F>", "<0x98>", "<0x80>");
    assertThat(tokenizer.decode(tokenizer.encode("aé\n😀"))).isEqualTo(" aé\n😀");
  }

  @Test
  void ordinary_text_cannot_spell_a_mark_or_a_byte() {
    var tokenizer =
        SmallVocabulary.of(
            vocabulary("<0x", "0A>", "<0", "0A", "<s", "s>", "▁", "<", "s", ">", "0", "x", "A"));
    assertThat(pieces(tokenizer, "<s><0x0A>")).doesNotContain("<s>", "<0x0A>");
    assertThat(tokenizer.decode(tokenizer.encode("<s><0x0A>"))).isEqualTo(" <s><0x0A>");
    assertThat(tokenizer.encodeWithSpecials("<s>")).containsExactly(1);
  }

  @Test
  void begins_a_prompt_with_the_token_that_is_customary() {
    var tokenizer = SmallVocabulary.of(vocabulary("a"));
    assertThat(tokenizer.bos()).hasValue(1);
    assertThat(tokenizer.addsBos()).isTrue();
    assertThat(tokenizer.eos()).hasValue(2);
    assertThat(tokenizer.addsEos()).isFalse();
    assertThat(tokenizer.endOfGeneration()).containsExactly(2);
    var other =
        SmallVocabulary.of(
            vocabulary("a")
                .put("tokenizer.ggml.add_bos_token", false)
                .put("tokenizer.ggml.add_eos_token", true));
    assertThat(other.addsBos()).isFalse();
    assertThat(other.addsEos()).isTrue();
  }

  @Test
  void a_long_text_without_a_break_is_no_trouble() {
    var tokenizer = SmallVocabulary.of(vocabulary("aa", "a", "▁▁", "▁"));
    for (var piece : List.of("a", " ", "\n", "é")) {
      var text = piece.repeat(250_000);
      assertThat(tokenizer.decode(tokenizer.encode(text))).isEqualTo(" " + text);
    }
  }

  @Test
  void a_vocabulary_without_scores_is_refused() {
    var writer =
        new GgufWriter()
            .put("tokenizer.ggml.model", "llama")
            .putStrings("tokenizer.ggml.tokens", List.of("a", "b"));
    assertThatExceptionOfType(ModelFormatException.class)
        .isThrownBy(() -> SmallVocabulary.of(writer))
        .withMessageContaining("2 tokens with 0 scores");
  }
}
