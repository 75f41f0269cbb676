package dev.brisk.engine.tokenizer;

import static dev.brisk.engine.tokenizer.SmallVocabulary.CONTROL;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class TokenRolesTest {
  private static SmallVocabulary with(String... controls) {
    var vocabulary = SmallVocabulary.ofBytes().pre("gpt-2");
    for (var control : controls) {
      vocabulary.token(control, CONTROL);
    }
    return vocabulary;
  }

  @Test
  void tokens_of_fill_in_the_middle_are_found_by_the_names_of_the_families() {
    for (var names :
        List.of(
            List.of("<|fim_prefix|>", "<|fim_suffix|>", "<|fim_middle|>"),
            List.of("<fim_prefix>", "<fim_suffix>", "<fim_middle>"),
            List.of("<｜fim▁begin｜>", "<｜fim▁hole｜>", "<｜fim▁end｜>"))) {
      var tokens = with(names.toArray(String[]::new)).build().fillInTheMiddle().orElseThrow();
      assertThat(tokens)
          .isEqualTo(
              new FillInTheMiddle(
                  256, 257, 258, OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty()));
    }
  }

  @Test
  void the_metadata_goes_before_the_names() {
    var tokens =
        with("<|fim_prefix|>", "<|fim_suffix|>", "<|fim_middle|>", "<a>", "<b>")
            .with(w -> w.put("tokenizer.ggml.fim_pre_token_id", 259))
            .with(w -> w.put("tokenizer.ggml.suffix_token_id", 260))
            .build()
            .fillInTheMiddle()
            .orElseThrow();
    assertThat(tokens.prefix()).isEqualTo(259);
    assertThat(tokens.suffix()).isEqualTo(260);
    assertThat(tokens.middle()).isEqualTo(258);
  }

  @Test
  void a_model_with_two_of_the_three_cannot_fill() {
    assertThat(with("<fim_prefix>", "<fim_suffix>").build().fillInTheMiddle()).isEmpty();
  }

  @Test
  void a_response_ends_where_the_next_file_would_begin() {
    var tokenizer =
        with("<|im_end|>", "<|file_sep|>", "<|repo_name|>", "<|fim_pad|>", "<x>").build();
    assertThat(tokenizer.endOfGeneration()).containsExactlyInAnyOrder(256, 257, 258, 259);
  }

  @Test
  void the_end_of_a_message_is_not_the_end_where_another_may_follow() {
    var names = new String[] {"<|end|>", "<|return|>", "<|call|>"};
    assertThat(with(names).build().endOfGeneration()).containsExactlyInAnyOrder(257, 258);
    assertThat(
            with(names)
                .with(w -> w.put("tokenizer.ggml.eot_token_id", 256))
                .build()
                .endOfGeneration())
        .containsExactlyInAnyOrder(256, 257, 258);
  }

  @Test
  void no_control_token_reaches_into_literal_text() {
    var tokenizer = with("<end>", "<").build();
    var literal = new BitSet();
    var text = "<end><end>";
    literal.set(4);
    assertThat(tokenizer.encodeWithSpecials(text, literal))
        .containsExactly(257, 'e', 'n', 'd', '>', 256);
    literal.set(0, text.length());
    assertThat(tokenizer.encodeWithSpecials(text, literal)).isEqualTo(tokenizer.encode(text));
  }
}
