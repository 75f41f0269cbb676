package dev.brisk.syntax.complete;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LexerTest {
  private static List<String> texts(String source) {
    return Lexer.lex(source).stream().map(Lexeme::text).toList();
  }

  @Test
  void cuts_words_signs_and_literals() {
    assertThat(texts("x1 += y->a[0x1F]::b(\"a\\\"b\", 'c');"))
        .containsExactly(
            "\n=",
            "x1",
            "+=",
            "y",
            "->",
            "a",
            "[",
            "0x1F",
            "]",
            "::",
            "b",
            "(",
            "\"a\\\"b\"",
            ",",
            "'c'",
            ")",
            ";");
  }

  @Test
  void tells_generics_from_comparisons_by_the_space_before_them() {
    assertThat(texts("List<A> a = b < c;"))
        .containsExactly("\n=", "List", "<", "A", ">", "a", "=", "b", " <", "c", ";");
  }

  @Test
  void says_before_each_line_how_it_is_indented_against_the_last_one() {
    assertThat(texts("a\n  b\n\n  c\nd\n"))
        .containsExactly("\n=", "a", "\n+", "b", "\n=", "c", "\n-", "d");
  }

  @Test
  void leaves_comments_out() {
    assertThat(texts("a // x\n/* y\n z */ b /* w */ c\n/** unfinished"))
        .containsExactly("\n=", "a", "\n+", "b", "c");
  }

  @Test
  void ends_a_string_that_is_not_closed_with_its_line() {
    assertThat(texts("f(\"a\nb")).containsExactly("\n=", "f", "(", "\"a", "\n=", "b");
  }

  @Test
  void takes_a_text_block_as_one_literal() {
    assertThat(texts("s = \"\"\"\n  a \"b\"\n  \"\"\";"))
        .containsExactly("\n=", "s", "=", "\"\"\"\n  a \"b\"\n  \"\"\"", ";");
  }

  @Test
  void has_no_break_before_what_goes_on_in_an_open_line() {
    assertThat(Lexer.lex("b c", 4, true).lexemes().stream().map(Lexeme::text))
        .containsExactly("b", "c");
  }
}
