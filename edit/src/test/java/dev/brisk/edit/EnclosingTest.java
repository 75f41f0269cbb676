package dev.brisk.edit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnclosingTest {
  private static final String JAVA =
      """
      package a; // 1

      /** About { it. */
      class A {
          private int x = 1;
          private String s = "}{";

          @Override
          @SuppressWarnings({"a", "b"})
          public int f(int a) throws E { // {
              if (a > 0) {
                  return '}';
              }
              list.forEach(e -> {
                  g(e);
              });
              return x;
          }

          A() {}

          String t = \"""
              { not a block
              \""";

          static {
              x = 2;
          }

          /*
           * void h() {
           */
          record P(int a) {
              int twice() { return 2 * a; }
          }
      }
      """;

  @ParameterizedTest
  @CsvSource({
    "1, 1, 1",
    "3, 3, 3",
    "4, 4, 4",
    "5, 5, 5",
    "6, 6, 6",
    "7, 7, 7",
    "8, 8, 18",
    "10, 8, 18",
    "12, 8, 18",
    "15, 8, 18",
    "18, 8, 18",
    "20, 20, 20",
    "22, 22, 24",
    "23, 22, 24",
    "27, 26, 28",
    "31, 30, 32",
    "34, 34, 34",
    "36, 36, 36"
  })
  void in_java_it_is_the_method_else_the_block_else_the_statement(int line, int first, int last) {
    assertThat(Enclosing.region(JAVA, line, "A.java")).isEqualTo(new Region(first, last));
  }

  @Test
  void a_method_that_is_too_long_gives_way_to_a_block_in_it() {
    var text =
        "class A {\nvoid f() {\n"
            + "a();\n".repeat(40)
            + "if (x) {\nb();\n}\n"
            + "a();\n".repeat(40)
            + "}\n}\n";
    assertThat(Enclosing.region(text, 44, "java")).isEqualTo(new Region(43, 45));
  }

  private static final String PYTHON =
      """
      import a

      class B:
          x = 1

          @property
          def f(self):
              if self.x:
                  return 1

              return 2

          def g(self):
              pass

      for i in a:
          print(i)
      """;

  @ParameterizedTest
  @CsvSource({
    "1, 1, 1",
    "6, 6, 11",
    "7, 6, 11",
    "9, 6, 11",
    "10, 6, 11",
    "11, 6, 11",
    "14, 13, 14",
    "16, 16, 17",
    "17, 16, 17"
  })
  void in_python_it_is_the_function_else_the_block(int line, int first, int last) {
    assertThat(Enclosing.region(PYTHON, line, "b.py")).isEqualTo(new Region(first, last));
  }

  @Test
  void in_plain_text_it_is_the_paragraph() {
    var text = "a\nb\n\nc\nd\n";
    assertThat(Enclosing.region(text, 2, null)).isEqualTo(new Region(1, 2));
    assertThat(Enclosing.region(text, 3, "x.txt")).isEqualTo(new Region(3, 3));
    assertThat(Enclosing.region(text, 5, "x.txt")).isEqualTo(new Region(4, 5));
  }

  @Test
  void an_empty_text_has_the_empty_region() {
    assertThat(Enclosing.region("", 1, "A.java")).isEqualTo(new Region(1, 0));
  }

  @Test
  void a_line_outside_is_refused() {
    assertThatThrownBy(() -> Enclosing.region("a\n", 2, null))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void broken_code_does_no_harm() {
    for (var text : new String[] {"}}}", "{{{", "\"", "'", "/*", "\"\"\"", "(((", "a(\n}\n", "`"}) {
      for (var line = 1; line <= Lines.of(text).count(); line++) {
        assertThat(Enclosing.region(text, line, "java").contains(line)).isTrue();
        assertThat(Enclosing.region(text, line, "python").contains(line)).isTrue();
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "2, 2, 5",
    "3, 2, 5",
    "5, 2, 5",
    "6, 6, 12",
    "7, 6, 12",
    "8, 8, 10",
    "9, 8, 10",
    "11, 6, 12"
  })
  void in_an_array_of_objects_it_is_the_object(int line, int first, int last) {
    var json =
        """
        [
          {
            "a": 1,
            "b": "x"
          },
          {
            "c": "y",
            "d": {
              "e": 1
            },
            "f": 1
          }
        ]
        """;
    assertThat(Enclosing.region(json, line, "a.json")).isEqualTo(new Region(first, last));
  }

  @Test
  void an_argument_that_is_a_block_begins_where_it_does() {
    var text =
        """
        class A {
          Object o = List.of(
              f(1, () -> {
                a();
              }),
              new B(1, 2) {
                { b(); }
              }.c(() -> {
                d();
              }));
        }
        """;
    assertThat(Enclosing.region(text, 4, "A.java")).isEqualTo(new Region(3, 5));
    assertThat(Enclosing.region(text, 6, "A.java")).isEqualTo(new Region(6, 8));
    assertThat(Enclosing.region(text, 9, "A.java")).isEqualTo(new Region(8, 10));
  }

  @Test
  void a_long_text_takes_about_as_long_a_line_as_a_short_one() {
    var nests = List.of("  {\n \"x\": 1\n },\n", "f({a: [\n{\n", "'x', {a: 'y'}, ", "}, [{ ");
    for (var nest : nests) {
      // Quadratic, each takes minutes.
      var text = "[\n" + nest.repeat(1_000_000 / nest.length()) + "\n]\n";
      assertTimeoutPreemptively(
          Duration.ofSeconds(20),
          () -> assertThat(Enclosing.region(text, 2, "a.js").contains(2)).isTrue());
    }
  }
}
