package dev.brisk.edit.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScriptTest {
  private static final List<String> REGION =
      List.of(
          "  void fill(Jug jug) {", "    int level = jug.level();", "", "      log(level);", "  }");

  private static Optional<List<String>> apply(String... operations) {
    return Scripts.apply(REGION, String.join("\n", operations));
  }

  private static List<String> with(int line, String text) {
    var lines = new ArrayList<>(REGION);
    lines.set(line - 1, text);
    return lines;
  }

  @Test
  void a_rename_reaches_whole_identifiers_but_no_strings() {
    assertThat(Scripts.apply(List.of("int a = aa + a; // a", "s = \"a\" + b.a;"), "rename\ta\tnew"))
        .contains(List.of("int new = aa + new; // new", "s = \"a\" + b.new;"));
  }

  @Test
  void a_rename_takes_letters_beyond_ascii_for_parts_of_identifiers() {
    assertThat(Scripts.apply(List.of("élan = a"), "rename\tlan\tx")).isEmpty();
    assertThat(Scripts.apply(List.of("élan = élan + 1"), "rename\télan\tdrive"))
        .contains(List.of("drive = drive + 1"));
  }

  @Test
  void a_rename_of_something_else_is_refused() {
    assertThat(apply("rename\tbucket\tpail")).isEmpty();
    assertThat(apply("rename\t=\t==")).isEmpty();
    assertThat(apply("rename\tjug\t")).isEmpty();
    assertThat(apply("rename\tjug")).isEmpty();
    assertThat(apply("rename\tjug\tcan\tmug")).isEmpty();
  }

  @Test
  void a_rename_stands_alone() {
    assertThat(apply("rename\tjug\tcan", "3-")).isEmpty();
    assertThat(apply("3-", "rename\tjug\tcan")).isEmpty();
  }

  @Test
  void a_substitution_takes_text_that_stands_once() {
    assertThat(apply("2\tint\tlong")).contains(with(2, "    long level = jug.level();"));
    assertThat(apply("2\t = jug.level()\t")).contains(with(2, "    int level;"));
    assertThat(apply("2\tlevel\tdepth")).isEmpty();
    assertThat(apply("2\tdepth\tlevel")).isEmpty();
    assertThat(apply("2\t\tlevel")).isEmpty();
    assertThat(apply("0\tint\tlong")).isEmpty();
    assertThat(apply("6\tint\tlong")).isEmpty();
  }

  @Test
  void later_substitutions_in_a_line_see_what_earlier_ones_left() {
    assertThat(apply("2\tint\tlong", "2\tlong\tshort"))
        .contains(with(2, "    short level = jug.level();"));
    assertThat(apply("2\tint level\tlevel int", "2\tint\tlong"))
        .contains(with(2, "    level long = jug.level();"));
  }

  @Test
  void places_that_overlap_are_not_one_place() {
    assertThat(Scripts.apply(List.of("aaa"), "1\taa\tb")).isEmpty();
    assertThat(Scripts.apply(List.of("aab"), "1\taa\tb")).contains(List.of("bb"));
  }

  @Test
  void a_quote_in_a_character_literal_stops_no_rename() {
    assertThat(Scripts.apply(List.of("if (c == '\"') n++;", "n = '\\'' + '\"';"), "rename\tn\tm"))
        .contains(List.of("if (c == '\"') m++;", "m = '\\'' + '\"';"));
    assertThat(Scripts.apply(List.of("n = 'n'; // n's"), "rename\tn\tm"))
        .contains(List.of("m = 'n'; // m's"));
  }

  @Test
  void a_rename_gives_an_identifier() {
    for (var name : List.of("can; evil(", "9", "a.b", " ", "=")) {
      assertThat(apply("rename\tjug\t" + name)).as(name).isEmpty();
    }
  }

  @Test
  void deletions_name_lines_of_the_region() {
    assertThat(apply("3-"))
        .contains(List.of(REGION.get(0), REGION.get(1), REGION.get(3), REGION.get(4)));
    assertThat(apply("2-4")).contains(List.of(REGION.get(0), REGION.get(4)));
    assertThat(apply("1-5")).contains(List.of());
    assertThat(apply("02-4")).contains(List.of(REGION.get(0), REGION.get(4)));
    for (var wrong :
        List.of(
            "0-",
            "6-",
            "4-2",
            "2-6",
            "2-0",
            "2--3",
            "99999999999999999999-",
            "2-99999999999",
            "-2",
            "2 -")) {
      assertThat(apply(wrong)).as(wrong).isEmpty();
    }
  }

  @Test
  void what_is_deleted_may_be_substituted_and_keeps_its_insertions() {
    assertThat(apply("2\tint\tlong", "2-", "2+x();"))
        .contains(List.of(REGION.get(0), "    x();", "", REGION.get(3), REGION.get(4)));
  }

  @Test
  void insertions_are_indented_like_their_line() {
    assertThat(apply("0+// first").orElseThrow().getFirst()).isEqualTo("  // first");
    assertThat(apply("1+open();").orElseThrow().get(1)).isEqualTo("      open();");
    assertThat(apply("2+>deeper();").orElseThrow().get(2)).isEqualTo("        deeper();");
    assertThat(apply("3+at the next line's").orElseThrow().get(3))
        .isEqualTo("      at the next line's");
    assertThat(apply("5+last").orElseThrow().get(5)).isEqualTo("  last");
    assertThat(apply("5+").orElseThrow().get(5)).isEmpty();
    assertThat(apply("5+>>").orElseThrow().get(5)).isEmpty();
    assertThat(apply("6+last")).isEmpty();
  }

  @Test
  void insertions_after_one_line_keep_their_order() {
    assertThat(apply("5+a", "0+b", "5+c"))
        .contains(
            List.of(
                "  b",
                REGION.get(0),
                REGION.get(1),
                "",
                REGION.get(3),
                REGION.get(4),
                "  a",
                "  c"));
  }

  @Test
  void anything_else_fails() {
    for (var wrong :
        List.of(
            "",
            "hello",
            "2",
            "2\t",
            "2\tint",
            "2\tint\tlong\t",
            "+x",
            "2*",
            " 2-",
            "2-\n",
            "\n2-",
            "2-\r")) {
      assertThat(apply(wrong)).as(wrong).isEmpty();
    }
  }

  @Test
  void an_empty_region_takes_insertions_only() {
    assertThat(Scripts.apply(List.of(), "0+a\n0+b")).contains(List.of("a", "b"));
    assertThat(Scripts.apply(List.of(), "1+a")).isEmpty();
    assertThat(Scripts.apply(List.of(), "1-")).isEmpty();
  }

  @Test
  void a_problem_says_its_line_and_what_would_be_legal() {
    var script = new Script(REGION, "    ");
    assertThat(script.apply("2\tlevel\tdepth").orElseThrow())
        .isEqualTo(
            new Script.Problem(
                2,
                "looks for \"level\", which stands 2 times in line 2",
                List.of("a part that stands once in:     int level = jug.level();")));
    assertThat(script.apply("9-").orElseThrow().legal()).containsExactly("a line from 1 to 5");
    assertThat(script.apply("9+x").orElseThrow().legal()).containsExactly("a line from 0 to 5");
  }

  @Test
  void two_texts_give_the_shortest_script() {
    assertThat(Scripts.between(REGION, with(2, "    long level = jug.level();")))
        .contains("2\tint\tlong");
    assertThat(Scripts.between(REGION, List.of(REGION.get(0), REGION.get(4)))).contains("2-4");
    assertThat(Scripts.between(REGION, REGION)).isEmpty();
    assertThat(Scripts.between(List.of("int a = 1;", "f(a);"), List.of("int b = 1;", "f(b);")))
        .contains("rename\ta\tb");
  }

  @Test
  void a_text_that_scripts_cannot_say_gives_none() {
    assertThat(Scripts.between(List.of("a", "b"), List.of("a", " c", "b"))).isEmpty();
  }
}
