package dev.brisk.lab.quality;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisk.lab.results.Quality;
import dev.brisk.lab.results.Quality.Check;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JudgeTest {
  private static final String BEFORE =
      """
      class Sum {
        int of(int a, int b) {
          int sum = a + b;
          return sum;
        }
      }
      """;

  private static final String WANTED =
      BEFORE.replace("int sum", "int total").replace("return sum", "return total");

  private final Judge judge = new Judge(Optional.empty());

  @Test
  void the_recorded_edit_is_exact_parses_and_is_as_small_as_needed() {
    var quality = edited("Sum.java", WANTED);
    assertThat(quality.applied()).isEqualTo(Check.YES);
    assertThat(quality.exact()).isEqualTo(Check.YES);
    assertThat(quality.exactButSpace()).isEqualTo(Check.YES);
    assertThat(quality.parses()).isEqualTo(Check.YES);
    assertThat(quality.minimality()).isEqualTo(1.0);
    assertThat(quality.strayLines()).isZero();
  }

  @Test
  void other_white_space_is_not_exact_but_equal_once_it_is_normalised() {
    var quality = edited("Sum.java", WANTED.replace("    return", "\treturn"));
    assertThat(quality.exact()).isEqualTo(Check.NO);
    assertThat(quality.exactButSpace()).isEqualTo(Check.YES);
  }

  @Test
  void lines_changed_beside_those_that_were_needed_are_counted() {
    var quality = edited("Sum.java", WANTED.replace("class Sum {", "final class Sum {"));
    assertThat(quality.changedLines()).isEqualTo(6);
    assertThat(quality.neededLines()).isEqualTo(4);
    // One taken away and one added.
    assertThat(quality.strayLines()).isEqualTo(2);
    assertThat(quality.minimality()).isEqualTo(1.5);
  }

  @Test
  void javac_says_where_java_does_not_parse() {
    var quality = edited("Sum.java", WANTED.replace("a + b;", "a + ;"));
    assertThat(quality.parses()).isEqualTo(Check.NO);
    assertThat(quality.note()).startsWith("javac, line 3:");
  }

  @Test
  void names_that_do_not_resolve_are_no_matter_of_parsing() {
    assertThat(edited("Sum.java", WANTED.replace("a + b", "unknown()")).parses())
        .isEqualTo(Check.YES);
  }

  @Test
  void python_is_parsed_by_python() {
    Python.assume();
    assertThat(edited("a.py", "def f():\n    return 1\n").parses()).isEqualTo(Check.YES);
    assertThat(edited("a.py", "def f():\nreturn 1\n").parses()).isEqualTo(Check.NO);
  }

  @Test
  void a_language_without_a_parser_here_is_not_checked() {
    assertThat(edited("a.rs", "fn f( {").parses()).isEqualTo(Check.NOT_CHECKED);
  }

  @Test
  void an_edit_that_could_not_be_applied_says_why() {
    var quality =
        judge.judge(
            new CaseAnswer.Edited(
                "Sum.java", BEFORE, WANTED, Optional.empty(), "The server declined."));
    assertThat(quality.applied()).isEqualTo(Check.NO);
    assertThat(quality.exact()).isEqualTo(Check.NO);
    assertThat(quality.neededLines()).isEqualTo(4);
    assertThat(quality.note()).isEqualTo("The server declined.");
  }

  @Test
  void without_a_sandbox_tests_are_not_run() {
    var problem = ProofTest.returnsOne("");
    var quality = judge.judge(new CaseAnswer.Solved(problem, problem.canonical()));
    assertThat(quality.tests()).isEqualTo(Check.NOT_CHECKED);
    assertThat(judge.testsRun()).startsWith("Tests were not run");
  }

  @Test
  void a_program_that_ends_before_its_tests_has_not_passed() {
    Python.assume();
    var judge = ProofTest.judge();
    var problem = ProofTest.returnsOne("def check(f):\n    assert f() == 1\n");
    assertThat(judge.judge(new CaseAnswer.Solved(problem, "    return 1\n")).tests())
        .isEqualTo(Check.YES);
    for (var early : List.of("import sys\nsys.exit(0)\n", "import os\nos._exit(127)\n")) {
      var quality = judge.judge(new CaseAnswer.Solved(problem, "    return 2\n\n" + early));
      assertThat(quality.tests()).as(quality.note()).isEqualTo(Check.NO);
    }
  }

  @Test
  void a_request_that_failed_is_no_edit_and_passes_no_test() {
    var edit = new CaseAnswer.Edited("Sum.java", BEFORE, WANTED, Optional.of(WANTED), "");
    assertThat(judge.failed(edit).applied()).isEqualTo(Check.NO);
    assertThat(judge.failed(edit).tests()).isEqualTo(Check.NOT_CHECKED);
  }

  private Quality edited(String path, String got) {
    return judge.judge(new CaseAnswer.Edited(path, BEFORE, WANTED, Optional.of(got), ""));
  }
}
