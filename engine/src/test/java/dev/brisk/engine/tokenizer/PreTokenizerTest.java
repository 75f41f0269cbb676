package dev.brisk.engine.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PreTokenizerTest {
  private static final String GPT2 =
      "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+";
  private static final String LLAMA3 =
      "'[sStTmMdD]|'[rRvV][eE]|'[lL][lL]|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,%d}"
          + "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";

  private static List<String> words(String name, String text) {
    var words = new ArrayList<String>();
    PreTokenizer.byName(name, "test")
        .split(text, 0, text.length(), (start, end) -> words.add(text.substring(start, end)));
    return words;
  }

  private static List<String> matches(String pattern, String text) {
    return Pattern.compile(pattern, Pattern.UNICODE_CHARACTER_CLASS)
        .matcher(text)
        .results()
        .map(match -> match.group())
        .toList();
  }

  /** Texts in which everything that the expressions look at is frequent. */
  @Provide
  Arbitrary<String> texts() {
    var pieces =
        Arbitraries.of(
            " ", "  ", "\n", "\r\n", "\t", "a", "B", "é", "字", "\u0301", "1", "23", "4567", "²",
            "'s", "'S", "'re", "'lL", "'", "!", "()", "😀", "𝔸", "\u00A0", "\u2028", "\u0085",
            "\u001C", "\u200B", "ſ", "'ſ", "\uFFFD", "\u0378", "aB", "/", "+=", "\\", "一");
    return pieces.list().ofMaxSize(20).map(list -> String.join("", list));
  }

  @Property(tries = 3000)
  void gpt_2_splits_as_its_regular_expression_says(@ForAll("texts") String text) {
    assertThat(words("gpt-2", text)).isEqualTo(matches(GPT2, text));
  }

  @Property(tries = 3000)
  void llama_bpe_splits_as_its_regular_expression_says(@ForAll("texts") String text) {
    assertThat(words("llama-bpe", text)).isEqualTo(matches(LLAMA3.formatted(3), text));
  }

  @Property(tries = 3000)
  void qwen2_splits_as_its_regular_expression_says(@ForAll("texts") String text) {
    assertThat(words("qwen2", text)).isEqualTo(matches(LLAMA3.formatted(1), text));
  }

  @Property(tries = 3000)
  void what_is_written_by_hand_splits_as_the_regular_expressions_say(@ForAll("texts") String text) {
    for (var pattern : Patterns.values()) {
      var byExpressions = List.of(text);
      for (var expression : pattern.expressions()) {
        var cut = new ArrayList<String>();
        for (var word : byExpressions) {
          cut.addAll(
              expression.equals(Patterns.GPT_2) ? words("gpt-2", word) : parts(expression, word));
        }
        byExpressions = cut;
      }
      var name = pattern.names().split(" ")[0];
      assertThat(words(name, text)).as(name).isEqualTo(byExpressions);
    }
  }

  /** The matches and what lies between them. */
  private static List<String> parts(String expression, String text) {
    var parts = new ArrayList<String>();
    var matcher = Pattern.compile(expression, Pattern.UNICODE_CHARACTER_CLASS).matcher(text);
    var at = 0;
    while (matcher.find()) {
      parts.add(text.substring(at, matcher.start()));
      parts.add(matcher.group());
      at = matcher.end();
    }
    parts.add(text.substring(at));
    parts.removeIf(String::isEmpty);
    return parts;
  }

  @Property
  void all_of_them_keep_every_character(@ForAll("texts") String text) {
    for (var name : PreTokenizer.NAMED.keySet()) {
      assertThat(String.join("", words(name, text))).isEqualTo(text);
      assertThat(words(name, text)).doesNotContain("");
    }
  }

  @Test
  void starcoder_takes_digits_one_by_one_and_sees_nothing_beyond_them() {
    assertThat(words("starcoder", "if  12")).containsExactly("if", "  ", "1", "2");
    assertThat(words("gpt-2", "if  12")).containsExactly("if", " ", " 12");
  }

  @Test
  void a_megabyte_in_one_word_is_no_trouble() {
    var tokenizer = SmallVocabulary.english().pre("gpt-2").build();
    var text = "hello".repeat(1 << 18);
    assertThat(tokenizer.encode(text)).hasSize(1 << 18).containsOnly(tokenizer.encode("hello"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpt-2", "default", "llama-bpe", "qwen2", "starcoder", "falcon"})
  void a_long_text_without_a_break_is_no_trouble(String name) {
    var tokenizer = SmallVocabulary.english().pre(name).build();
    for (var piece : List.of("a", " ", "\n", "7", "!", "é", "😀", "hello", "' s", "a1", "\n ")) {
      var text = piece.repeat(250_000 / piece.length());
      assertThat(tokenizer.decode(tokenizer.encode(text))).isEqualTo(text);
    }
  }
}
