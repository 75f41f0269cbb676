package dev.brisk.server.respond;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisk.edit.EditRequest;
import dev.brisk.edit.Region;
import dev.brisk.edit.TextEdit;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DirectAnswersTest {
  private static final String TEXT =
      """
      package shop;

      public class Orders {
        private int open;

        public int count(String name, boolean all) {
          int sum = 0;
          for (int i = 0; i < open; i++) {
            sum += price(name, i);
          }
          return sum;
        }

        int price(String name, int i) {
          System.out.println(name);
          return name == null ? 0 : i;
        }
      }
      """;

  private final DirectAnswers answers = new DirectAnswers();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "make the field open final | 4 | private int open; | private final int open; | change-modifier",
        "rename sum to total | 6 | sum | total | rename",
        "call price with all instead of name | 9 | price(name, i) | price(all, i) | change-argument",
        "the method price should be private | 14 | int price(String | private int price(String | change-visibility",
        "swap the arguments of price | 9 | price(name, i) | price(i, name) | swap-arguments",
      })
  void changes_what_is_meant(String instruction, int line, String from, String to, String rule) {
    var asked = TEXT.lines().toList();
    var first = Math.max(1, line - 1);
    var last = Math.min(asked.size(), line + 6);

    assertThat(after(TEXT, first, last, instruction)).contains(TEXT.replace(from, to));
    assertThat(answers.answer(request(TEXT, first, last, instruction)).orElseThrow().by())
        .isEqualTo(rule.equals("rename") ? "instant" : "syntax");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "make the field open private",
        "make open private",
      })
  void knows_what_is_so_already(String instruction) {
    assertThat(after(TEXT, 3, 6, instruction)).contains(TEXT);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "this loops one too far, fix it | i < open | i <= open",
        "fix the loop bound | i < open | i <= open",
        "use equals instead of == | name.equals(\"all\") | name == \"all\"",
        "fix the string comparison | !name.equals(\"all\") | name != \"all\"",
      })
  void mends_what_is_visibly_broken(String instruction, String right, String broken) {
    var good =
        TEXT.replace("int sum = 0;", "int sum = name.equals(\"all\") ? 1 : 0;")
            .replace("name.equals(\"all\")", right.contains("name") ? right : "all");
    var text = good.replace(right, broken);

    assertThat(text).isNotEqualTo(good);
    assertThat(after(text, 6, 12, instruction)).contains(good);
  }

  @Test
  void adds_the_break_that_is_missing() {
    var good =
        """
        class A {
          void a(int i) {
            switch (i) {
              case 1:
                b();
                break;
              case 2:
                c();
                break;
            }
          }
        }
        """;

    assertThat(after(good.replaceFirst("\n        break;", ""), 2, 9, "add the missing break"))
        .contains(good);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rename sum to total and swap the arguments of price | total | price(i, name)",
        "rename the parameter all to every and make count private | every | private int count(",
        "make count private and rename it to size | private int size( | int size(",
      })
  void reads_two_wishes(String instruction, String one, String other) {
    assertThat(after(TEXT, 6, 12, instruction))
        .hasValueSatisfying(text -> assertThat(text).contains(one, other));
  }

  @Test
  void a_file_asked_for_again_is_not_parsed_again() {
    var files = new ParsedFiles();

    var first = files.of("A.java", TEXT).orElseThrow();
    assertThat(files.of("A.java", new String(TEXT.toCharArray())).orElseThrow()).isSameAs(first);
    for (var i = 0; i < 4; i++) {
      var _ = files.of("A.java", TEXT + "// " + i);
    }
    // Only the last few are kept.
    assertThat(files.of("A.java", TEXT).orElseThrow()).isNotSameAs(first);
    assertThat(files.of("A.java", "class {")).isEmpty();
  }

  @Test
  void keeps_line_ends() {
    var text = TEXT.replace("\n", "\r\n");

    assertThat(after(text, 14, 17, "add the parameter boolean strict to price"))
        .contains(text.replace("int i) {", "int i, boolean strict) {"));
  }

  @Test
  void deletes_the_last_line_of_a_region_too() {
    assertThat(after(TEXT, 13, 15, "remove the call to println"))
        .contains(TEXT.replace("    System.out.println(name);\n", ""));
  }

  @Test
  void indents_what_it_wraps() {
    assertThat(after(TEXT, 14, 17, "wrap the call to println in a try-catch for RuntimeException"))
        .hasValueSatisfying(
            text ->
                assertThat(text)
                    .contains("    try {\n      System.out.println(name);\n    } catch (Runtime"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "write a poem",
        "rename customer to client",
        "make it faster",
        "make count private and final",
        "make count private and faster",
        "rename sum to total and then write tests",
        "hello",
        "change sum to SUM",
        "optimize this",
        "there should be no parameter boolean strict",
        "fix the bug",
        "implement a cache for the prices and use it in count, then write tests for all of that"
      })
  void leaves_the_rest_to_the_model(String instruction) {
    assertThat(answers.answer(request(TEXT, 6, 12, instruction))).isEmpty();
  }

  @Test
  void a_first_wish_that_takes_the_region_away_leaves_nothing_for_the_second() {
    assertThat(
            answers.answer(
                request(TEXT, 15, 15, "remove the call to println and make price private")))
        .isEmpty();
  }

  @Test
  void leaves_broken_files_to_the_model() {
    var text = TEXT.replace("return sum;", "return sum");

    assertThat(answers.answer(request(text, 6, 12, "make count private"))).isEmpty();
  }

  @Test
  void a_very_long_instruction_costs_nothing() {
    assertThat(answers.answer(request(TEXT, 6, 12, "rename sum to total ".repeat(400)))).isEmpty();
    assertThat(answers.answer(request(TEXT, 6, 12, "fix qwzrt, and ".repeat(20_000)))).isEmpty();
  }

  private static EditRequest request(String text, int first, int last, String instruction) {
    return EditRequest.of("Orders.java", text, new Region(first, last), instruction);
  }

  private Optional<String> after(String text, int first, int last, String instruction) {
    return answers
        .answer(request(text, first, last, instruction))
        .map(found -> TextEdit.apply(text, found.proposal().edits()));
  }
}
