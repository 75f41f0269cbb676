package dev.brisk.engine.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class DetokenizerTest {
  private static final Tokenizer BYTES = SmallVocabulary.ofBytes().pre("gpt-2").build();

  private static String accept(Detokenizer detokenizer, int id) {
    var text = new StringBuilder();
    detokenizer.accept(id, text);
    return text.toString();
  }

  private static String finish(Detokenizer detokenizer) {
    var text = new StringBuilder();
    detokenizer.finish(text);
    return text.toString();
  }

  @Test
  void a_character_comes_when_its_last_byte_is_there() {
    var detokenizer = new Detokenizer(BYTES);
    assertThat(accept(detokenizer, 0xF0)).isEmpty();
    assertThat(accept(detokenizer, 0x9F)).isEmpty();
    assertThat(accept(detokenizer, 0x98)).isEmpty();
    assertThat(accept(detokenizer, 0x80)).isEqualTo("😀");
    assertThat(accept(detokenizer, '!')).isEqualTo("!");
    assertThat(finish(detokenizer)).isEmpty();
  }

  @Test
  void what_is_left_at_the_end_is_a_replacement_character() {
    var detokenizer = new Detokenizer(BYTES);
    assertThat(accept(detokenizer, 0xE2)).isEmpty();
    assertThat(accept(detokenizer, 0x82)).isEmpty();
    assertThat(finish(detokenizer)).isEqualTo("\uFFFD");
    assertThat(finish(detokenizer)).isEmpty();
  }

  @Test
  void malformed_bytes_hold_nothing_up() {
    var detokenizer = new Detokenizer(BYTES);
    assertThat(accept(detokenizer, 0x80)).isEqualTo("\uFFFD");
    assertThat(accept(detokenizer, 0xC0)).isEqualTo("\uFFFD");
    assertThat(accept(detokenizer, 0xFF)).isEqualTo("\uFFFD");
    assertThat(accept(detokenizer, 0xE0)).isEmpty();
    assertThat(accept(detokenizer, 0x80)).isEqualTo("\uFFFD\uFFFD");
    assertThat(accept(detokenizer, 'a')).isEqualTo("a");
  }

  /** Bytes among which the beginnings and middles of characters are frequent. */
  @Provide
  Arbitrary<byte[]> bytes() {
    return Arbitraries.of(
            0x00, 0x61, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0,
            0xE2, 0xED, 0xEF, 0xF0, 0xF3, 0xF4, 0xF5, 0xFF)
        .map(Integer::byteValue)
        .array(byte[].class)
        .ofMaxSize(24);
  }

  @Property(tries = 3000)
  void all_pieces_together_are_what_decoding_at_once_gives(@ForAll("bytes") byte[] bytes) {
    var detokenizer = new Detokenizer(BYTES);
    var text = new StringBuilder();
    for (var b : bytes) {
      detokenizer.accept(b & 0xFF, text);
    }
    detokenizer.finish(text);
    assertThat(text.toString()).isEqualTo(new String(bytes, StandardCharsets.UTF_8));
  }

  @Property
  void text_that_is_well_formed_is_never_replaced(@ForAll String text) {
    var detokenizer = new Detokenizer(BYTES);
    var whole = new StringBuilder();
    for (var id : BYTES.encode(text)) {
      detokenizer.accept(id, whole);
    }
    assertThat(whole.toString()).isEqualTo(BYTES.decode(BYTES.encode(text)));
    assertThat(finish(detokenizer)).isEmpty();
  }
}
