package dev.brisk.edit.diff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisk.edit.EditProposal;
import dev.brisk.edit.EditRequest;
import dev.brisk.edit.Region;
import dev.brisk.edit.TextEdit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WhitespaceGuardTest {
  private static EditProposal edit(String path, String before, String after, String instruction) {
    var lines = before.split("\n", -1).length;
    return RegionEdits.between(
        EditRequest.of(path, before, Region.all(lines), instruction),
        List.of(after.split("\n", -1)));
  }

  private static String result(String path, String before, String after) {
    return TextEdit.apply(before, edit(path, before, after, "do it").edits());
  }

  @Test
  void changes_of_nothing_but_white_space_are_dropped_and_reported() {
    var proposal = edit("A.java", "a( b );\nc;", "a(b);\nc;", "rename c");
    assertThat(proposal.edits()).isEmpty();
    assertThat(proposal.dropped()).hasSize(1);
    assertThat(proposal.minimality()).isEqualTo(2.0);
  }

  @Test
  void they_are_dropped_next_to_real_changes_too() {
    assertThat(result("A.java", "  a;\n  b;\n  c;", "    a;\n    x;\n    c;"))
        .isEqualTo("  a;\n    x;\n  c;");
  }

  @Test
  void lines_that_the_edit_moves_into_a_block_may_be_indented() {
    var after = "if (x) {\n  a;\n\n  b;\n}\nc;";
    assertThat(result("A.java", "a;\n\nb;\nc;", after)).isEqualTo(after);
  }

  @Test
  void lines_that_leave_a_block_may_be_outdented() {
    var after = "a;\n\nb;\nc;";
    assertThat(result("A.java", "if (x) {\n  a;\n\n  b;\n}\nc;", after)).isEqualTo(after);
  }

  @Test
  void white_space_in_quotes_is_text() {
    var after = "s = \"Hello World\";";
    assertThat(result("A.java", "s = \"HelloWorld\";", after)).isEqualTo(after);
  }

  @Test
  void a_space_that_splits_a_word_is_a_change() {
    assertThat(result("A.java", "newFoo();", "new Foo();")).isEqualTo("new Foo();");
  }

  @Test
  void blank_lines_alone_are_dropped_and_with_others_they_stay() {
    assertThat(result("A.java", "a;\nb;", "a;\n\nb;")).isEqualTo("a;\nb;");
    assertThat(result("A.java", "a;\nb;", "a;\n\nx;\n\nb;")).isEqualTo("a;\n\nx;\n\nb;");
  }

  @Test
  void joined_and_split_lines_are_white_space() {
    assertThat(result("A.java", "f(a,\n    b);", "f(a, b);")).isEqualTo("f(a,\n    b);");
  }

  @Test
  void indentation_counts_where_it_has_a_meaning() {
    assertThat(result("a.py", "if x:\n    a\n    b", "if x:\n    a\nb"))
        .isEqualTo("if x:\n    a\nb");
    assertThat(result("a.py", "f( a )", "f(a)")).isEqualTo("f( a )");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "fix the indentation",
        "Reformat this",
        "re-indent",
        "dedent the body",
        "remove trailing spaces",
        "add a blank line",
        "remove white space",
        "convert tabs to spaces",
        "put it on one line",
        "break the long line",
        "delete line 5",
        "align the comments",
        "add a newline"
      })
  void an_instruction_may_ask_for_white_space(String instruction) {
    assertThat(WhitespaceWish.in(instruction)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rename a to b",
        "add a null check",
        "make it public",
        "drop the log lines",
        "inline the variable",
        "return information"
      })
  void other_instructions_do_not(String instruction) {
    assertThat(WhitespaceWish.in(instruction)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "return_v;, return _v;",
    "a$b, a $b",
    "int a = b --c;, int a = b - -c;",
    "a = b++c, a = b+ +c",
    "a = b /*p, a = b / *p"
  })
  void a_space_that_separates_words_or_operators_is_a_change(String without, String with) {
    assertThat(result("A.java", with, without)).isEqualTo(without);
    assertThat(result("A.java", without, with)).isEqualTo(with);
  }

  @Test
  void white_space_in_text_blocks_is_text() {
    for (var block :
        List.of(
            "\n  a b\n  ", "\n a  b\n  ", "\n  a  b\n\n  ", "\n  a  b \n  ", "\n  a\n  b\n  ")) {
      var after = "s = \"\"\"" + block + "\"\"\";\nx( y );";
      assertThat(result("A.java", "s = \"\"\"\n  a  b\n  \"\"\";\nx(y);", after))
          .isEqualTo("s = \"\"\"" + block + "\"\"\";\nx(y);");
    }
  }

  @Test
  void a_text_block_may_begin_before_the_region_or_with_the_edit() {
    var text = "s = \"\"\"\n  a  b\n  \"\"\";\nx(y);\n";
    var request = EditRequest.of("A.java", text, new Region(2, 4), "do it");
    var after = List.of("  a b", "  \"\"\";", "x( y );");
    assertThat(TextEdit.apply(text, RegionEdits.between(request, after).edits()))
        .isEqualTo("s = \"\"\"\n  a b\n  \"\"\";\nx(y);\n");
    var opened = "\"\"\"\nx ;\n y;\n\"\"\"";
    assertThat(result("A.java", "a;\nx;\ny;\nb;", opened)).isEqualTo(opened);
  }

  @Test
  void white_space_within_lines_counts_where_nothing_is_known_of_the_language() {
    for (var path : List.of("run.sh", "notes.txt", "Dockerfile")) {
      assertThat(result(path, "x = 1", "x=1")).isEqualTo("x=1");
      assertThat(result(path, "a  b", "a b")).isEqualTo("a b");
      assertThat(result(path, "a b\nc", "a\nb\nc")).isEqualTo("a\nb\nc");
      assertThat(result(path, "a b  ", "a b")).isEqualTo("a b  ");
    }
  }
}
