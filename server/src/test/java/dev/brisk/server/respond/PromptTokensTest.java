package dev.brisk.server.respond;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brisk.edit.format.Part;
import dev.brisk.edit.format.Trim;
import dev.brisk.engine.gguf.GgufFile;
import dev.brisk.engine.tokenizer.Tokenizer;
import dev.brisk.server.answer.RefusedException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PromptTokensTest {
  private static final String SOURCE =
      "  public int sum(List<Integer> values) {\n    return values.stream().mapToInt(i -> i).sum();\n  }\n\n";

  private static Tokenizer tokenizer;

  @BeforeAll
  static void load() throws IOException {
    try (var in =
        PromptTokens.class.getResourceAsStream("/dev/brisk/server/model/brisk-small.gguf")) {
      assertThat(in).isNotNull();
      byte[] bytes = in.readAllBytes();
      var segment = Arena.global().allocate(bytes.length, 64);
      MemorySegment.copy(bytes, 0, segment, ValueLayout.JAVA_BYTE, 0, bytes.length);
      tokenizer = Tokenizer.of(GgufFile.of("small", segment).metadata());
    }
  }

  @Test
  void a_trim_of_a_long_text_keeps_the_tokens_that_the_whole_text_has_there() {
    var text = SOURCE.repeat(500);
    int[] whole = tokenizer.encode(text);
    for (int keep : new int[] {1, 7, 56, 300}) {
      assertThat(tokens(text, new Trim.KeepLast(keep)))
          .containsExactly(Arrays.copyOfRange(whole, whole.length - keep, whole.length));
      assertThat(tokens(text, new Trim.KeepFirst(keep)))
          .containsExactly(Arrays.copyOf(whole, keep));
    }
  }

  @Test
  void a_text_of_few_tokens_and_many_characters_is_looked_at_until_there_are_enough() {
    var text = SOURCE.repeat(20) + " ".repeat(20_000) + "x";
    int[] whole = tokenizer.encode(text);
    int keep = whole.length - 20;
    assertThat(tokens(text, new Trim.KeepLast(keep)))
        .containsExactly(Arrays.copyOfRange(whole, 20, whole.length));
  }

  @Test
  void a_short_text_stays_whole() {
    assertThat(tokens(SOURCE, new Trim.KeepLast(1000))).containsExactly(tokenizer.encode(SOURCE));
    assertThat(tokens(SOURCE, new Trim.None())).containsExactly(tokenizer.encode(SOURCE));
    assertThat(tokens(SOURCE, new Trim.KeepFirst(0))).isEmpty();
    assertThat(tokens("", new Trim.KeepLast(5))).isEmpty();
  }

  @Test
  void special_tokens_in_a_text_are_text() {
    int[] end = tokenizer.encodeWithSpecials("<|end|>");
    assertThat(end).hasSize(1);
    assertThat(tokens("<|end|>", new Trim.None())).doesNotContain(end);
    assertThat(new PromptTokens(tokenizer).add(List.of(new Part.Special("<|end|>"))).tokens())
        .containsExactly(end);
  }

  @Test
  void a_special_token_that_the_model_does_not_know_is_refused() {
    assertThatThrownBy(
            () -> new PromptTokens(tokenizer).add(List.of(new Part.Special("<|im_start|>"))))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("<|im_start|>");
  }

  private static int[] tokens(String text, Trim trim) {
    return new PromptTokens(tokenizer).add(List.of(new Part.Text(text, trim))).tokens();
  }
}
