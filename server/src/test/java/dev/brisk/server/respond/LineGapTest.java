package dev.brisk.server.respond;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LineGapTest {
  @Test
  void a_line_that_is_begun_keeps_its_indentation() {
    var gap = LineGap.of("class A {\n  int a", "\n}\n");
    assertThat(gap.indentation()).isEmpty();
    assertThat(gap.fit(" = 1;")).isEqualTo(" = 1;");
  }

  @Test
  void an_empty_line_is_indented_as_the_line_before() {
    var gap = LineGap.of("class A {\n  int a;\n", "\n}\n");
    assertThat(gap.before()).endsWith("int a;\n  ");
    assertThat(gap.fit("int b;")).isEqualTo("  int b;");
  }

  @Test
  void behind_a_brace_an_empty_line_is_a_step_deeper() {
    assertThat(LineGap.of("class A {\n  void a() {\n", "\n").indentation()).isEqualTo("    ");
    assertThat(LineGap.of("class A {\n\tvoid a() {\n", "\n").indentation()).isEqualTo("\t\t");
    assertThat(LineGap.of("class A {\n", "\n   int x;\n}\n").indentation()).isEqualTo("   ");
  }

  @Test
  void what_stands_behind_the_cursor_is_not_repeated() {
    assertThat(LineGap.of("call(", ");\n").fit("a, b);")).isEqualTo("a, b");
    assertThat(LineGap.of("call(", ");\n").fit("a, b)")).isEqualTo("a, b");
    assertThat(LineGap.of("call(", ")\n").fit("a, b);")).isEqualTo("a, b");
  }

  @Test
  void a_completion_that_does_not_fit_is_none() {
    assertThat(LineGap.of("call(", " + other\n").fit("a);")).isEmpty();
  }
}
