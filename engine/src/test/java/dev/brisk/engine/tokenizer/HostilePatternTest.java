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
  @ValueSource(strings = {"(a+)+b", "(a|aa)+b", "(?:a|b)*c", "(.*)*x", "a*a*a*a*a*a*b"})
  void work_without_measure_is_refused(String pattern) {
    var tokenizer = SmallVocabulary.english().pattern(pattern).build();
    var text = "a".repeat(100_000);
    assertThatExceptionOfType(ModelFormatException.class)
        .isThrownBy(() -> tokenizer.encode(text))
        .withMessageContaining("takes too long");
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
