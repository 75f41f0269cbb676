package dev.brisk.server.constrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Regular expressions, with java.util.regex as the oracle. */
class RegexGrammarTest {
  /** The dot of java.util.regex means what ours does with this flag. */
  private static Pattern oracle(String pattern) {
    return Pattern.compile(pattern, Pattern.UNIX_LINES);
  }

  private static OutputConstraint regex(String pattern) {
    return new OutputConstraint.Regex(pattern);
  }

  @Property(tries = 400)
  void what_comes_out_matches(@ForAll("patterns") String pattern, @ForAll Random random) {
    var text = Outputs.any(regex(pattern), random, 30);
    assertThat(oracle(pattern).matcher(text).matches()).as("/%s/ and %s", pattern, text).isTrue();
  }

  @Property(tries = 400)
  void texts_are_allowed_if_and_only_if_they_match(
      @ForAll("patterns") String pattern, @ForAll("texts") String text) {
    assertThat(Outputs.mayBe(regex(pattern), text))
        .as("/%s/ and %s", pattern, text)
        .isEqualTo(oracle(pattern).matcher(text).matches());
  }

  /** A match that reached the end of a beginning could have gone on. */
  @SuppressWarnings("JdkObsolete")
  @Property(tries = 400)
  void a_beginning_is_refused_where_no_match_can_begin_so(
      @ForAll("patterns") String pattern, @ForAll("texts") String text) {
    int refused = Outputs.refusedAt(regex(pattern), text);
    for (int length = 1; length < text.length(); length++) {
      var matcher = oracle(pattern).matcher(text.substring(0, length));
      boolean begins = matcher.matches() || matcher.hitEnd();
      assertThat(refused < 0 || refused >= length)
          .as("/%s/ and the first %d of %s", pattern, length, text)
          .isEqualTo(begins);
    }
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.of('a', 'b', 'c', '1', '_', ' ', '\n', 'é', '€')
        .list()
        .ofMaxSize(6)
        .map(list -> list.stream().map(String::valueOf).reduce("", String::concat));
  }

  @Provide
  Arbitrary<String> patterns() {
    return patterns(3);
  }

  private static Arbitrary<String> patterns(int depth) {
    var atoms =
        Arbitraries.of(
            "a", "b", "c", "1", "é", ".", "\\d", "\\w", "\\W", "\\s", "[ab]", "[^ab]", "[a-cé]",
            "[\\d_]", "\\n", "€", "\\u00e9", "[^\\n]");
    if (depth == 0) {
      return atoms;
    }
    var inner = patterns(depth - 1);
    var several = inner.list().ofMinSize(2).ofMaxSize(3);
    var times = Arbitraries.of("*", "+", "?", "{2}", "{1,3}", "{0,}", "*?");
    return Arbitraries.oneOf(
        atoms,
        several.map(parts -> String.join("", parts)),
        several.map(options -> "(" + String.join("|", options) + ")"),
        Combinators.combine(inner, times).as((item, n) -> "(?:" + item + ")" + n));
  }

  @Test
  void characters_beyond_the_basic_plane_are_one_character() {
    var pattern = regex("[😀-😂]{2}x?");
    assertThat(Outputs.mayBe(pattern, "😀😂")).isTrue();
    assertThat(Outputs.mayBe(pattern, "😀x")).isFalse();
    assertThat(Outputs.mayBe(pattern, "😀😃")).isFalse();
  }

  @Test
  void anchors_at_the_ends_change_nothing() {
    assertThat(Outputs.mayBe(regex("^ab$|^c"), "c")).isTrue();
    assertThat(Outputs.mayBe(regex("^ab$"), "xab")).isFalse();
  }

  @Test
  void a_general_category_is_that_of_java() {
    assertThat(Outputs.mayBe(regex("\\p{Lu}\\p{L}+\\P{L}"), "Österreich!")).isTrue();
    assertThat(Outputs.mayBe(regex("\\p{Lu}\\p{L}+\\P{L}"), "österreich!")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      textBlock =
          """
          (?=a)b      ~ looks ahead
          a(?<!b)     ~ looks ahead or behind
          (a)\\1      ~ refers back
          (?<n>a)\\k<n> ~ refers back
          a\\b        ~ word boundary
          a++         ~ possessive
          a**         ~ repeats a repetition
          (a          ~ ( without a )
          a)          ~ ) without a (
          [a          ~ [ without a ]
          [b-a]       ~ wrong order
          a{3,2}      ~ least is more than its most
          a{999999999} ~ repeats more than
          *a          ~ nothing before it
          (?i)a       ~ group (?i
          a^b         ~ ^
          \\q         ~ \\q
          """)
  void what_is_not_supported_is_named(String pattern, String named) {
    assertThatThrownBy(() -> Outputs.open(regex(pattern)))
        .isInstanceOf(ConstraintException.class)
        .hasMessageContaining(named)
        .hasMessageContaining("at character");
  }

  @Test
  void what_nothing_matches_is_refused() {
    assertThatThrownBy(() -> Outputs.open(regex("a[^\\s\\S]")))
        .isInstanceOf(ConstraintException.class)
        .hasMessageContaining("Nothing meets the constraint");
  }
}
