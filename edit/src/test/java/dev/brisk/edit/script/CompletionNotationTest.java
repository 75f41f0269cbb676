package dev.brisk.edit.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CompletionNotationTest {
  private static final Predicate<String> KNOWN =
      Set.of("int", "return", "if", "null", "get", "size")::contains;

  private static final String BEFORE =
      """
      class Orders {
          private int openOrders;

          int count() {
      """;
  private static final String AFTER = "\n    }\n}\n";

  @ParameterizedTest
  @CsvSource({
    "'        return ', 'openOrders;'",
    "'        return', ' openOrders;'",
    "'        return op', 'enOrders;'",
    "'        ', 'return openOrders;'",
    "'        re', 'turn openOrders;'",
    "'        int x = Math.', 'max(unseenName, 3);'"
  })
  void says_what_it_reads_back(String line, String rest) {
    var notation = noted(line, false);
    var output = notation.output(rest);

    assertThat(notation.text(output)).isEqualTo(rest);
    assertAllowed(notation, output);
  }

  @Test
  void names_the_word_at_the_cursor_as_elsewhere() {
    var whole = noted("        return ", false).output("openOrders;");
    var cut = noted("        return ope", false).output("nOrders;");

    assertThat(cut).isEqualTo(whole);
  }

  @Test
  void refuses_what_does_not_go_on_with_the_word() {
    var grammar = noted("        return ope", false).grammar();

    assertThat(grammar.allows(" ")).isTrue();
    assertThat(grammar.allows(" size")).isFalse();
    assertThat(grammar.allows("\n")).isFalse();
    assertThat(grammar.mayEnd()).isFalse();
  }

  @Test
  void keeps_the_indentation_of_a_block() {
    var notation = noted("        if (openOrders == 0) {", true);
    var rest = "\n            return null;\n        }";
    var output = notation.output(rest);

    assertThat(notation.text(output)).isEqualTo(rest);
    assertAllowed(notation, output);
  }

  private static CompletionNotation noted(String line, boolean block) {
    return CompletionNotation.of(new CompletionRequest(BEFORE + line, AFTER, block), KNOWN, 5)
        .orElseThrow();
  }

  private static void assertAllowed(CompletionNotation notation, String output) {
    var grammar = notation.grammar();
    for (var at = 0; at < output.length(); at++) {
      var piece = output.substring(at, at + 1);
      assertThat(grammar.allows(piece)).as(output.substring(0, at + 1)).isTrue();
      grammar.advance(piece);
    }
    assertThat(grammar.mayEnd()).isTrue();
  }
}
