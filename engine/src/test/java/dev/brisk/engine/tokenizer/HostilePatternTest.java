package dev.brisk.engine.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.brisk.engine.ModelFormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A regular expression from a model file can make the engine neither hang nor overflow. */
class HostilePatternTest {
  @ParameterizedTest
  @ValueSource(strings = {"(a+)+b", "(a|aa)+b", "(?:a|b)*c", "a*a*a*a*a*a*b"})
  void work_without_measure_is_refused(String pattern) {
    var tokenizer = SmallVocabulary.english().pattern(pattern).build();
    var text = "a".repeat(100_000);
    assertThatExceptionOfType(ModelFormatException.class)
        .isThrownBy(() -> tokenizer.encode(text))
        .withMessageContaining("takes too long");
  }

  /** The expression looks at no character while it tries 2^60 ways to be empty at the end. */
  @Test
  void work_that_cannot_be_measured_is_refused_before_it_begins() {
    refused("(?:a?|b?)".repeat(60) + "c", "an alternative within a group may be empty");
    refused("(?:(?:a*)*b?)c", "something that may be empty is repeated");
    refused("(?:^){2000000000}", "something that may be empty is repeated");
    refused("(a|\\b)", "an alternative within a group may be empty");
    refused("[abc]{3}(?=x)*", "something that may be empty is repeated");
    refused("a".repeat(1001), "longer than 1000 characters");
    refused("\\X", "graphemes are not supported");
    refused("(a", "Unclosed group");
  }

  private static void refused(String pattern, String why) {
    assertThatExceptionOfType(ModelFormatException.class)
        .isThrownBy(() -> SmallVocabulary.english().pattern(pattern).build())
        .withMessageContaining("'brisk.tokenizer.pattern' is no regular expression")
        .withMessageContaining(why);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'(?:[sdmt]|ll|ve|re)| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+",
        "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}|\\s*[\\r\\n]+",
        "[\\p{P}&&[^a-z]]++|(?<!\\s)\\s++\\z|\\x{41}{2}(?:b|c+)*?|(?<name>d)\\k<name>"
      })
  void patterns_as_tokenizers_have_them_are_taken(String pattern) {
    var tokenizer = SmallVocabulary.english().pattern(pattern).build();
    var text = "don't  12345 AAbcb dd\r\n größer, 'LL\n".repeat(50);
    assertThat(tokenizer.decode(tokenizer.encode(text))).isEqualTo(text);
  }

  @Test
  void matches_of_nothing_are_no_words() {
    var tokenizer = SmallVocabulary.english().pattern("|a*|\\b|(?=b)").build();
    assertThat(tokenizer.decode(tokenizer.encode("aab ba😀"))).isEqualTo("aab ba😀");
  }

  @Test
  void a_pattern_that_is_nested_without_measure_is_refused() {
    var pattern = "(".repeat(200_000) + ")".repeat(200_000);
    assertThatExceptionOfType(ModelFormatException.class)
        .isThrownBy(() -> SmallVocabulary.english().pattern(pattern).build());
  }
}
