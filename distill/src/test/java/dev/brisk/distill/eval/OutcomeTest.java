package dev.brisk.distill.eval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisk.distill.data.Sample;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OutcomeTest {
  private static final String FILE =
      """
      class A {
        int a(int b) {
          if (b > 0) {
            return 1;
          }
          return 2;
        }
      }
      """;

  // Alone this may be the end of any block, so that an else seems to hang in the air.
  private static final String BEFORE = "      return 1;\n    }\n    return 2;";
  private static final String AFTER = "      return 1;\n    } else {\n      return 2;\n    }";

  private static final Sample SAMPLE =
      new Sample(
          "add-else", "", false, "program", "p", "A.java", 4, "add an else", BEFORE, AFTER, 1);

  private static Outcome outcome(Case asked, String after) {
    return Outcome.of(asked, Answer.edited(after, "", Optional.empty(), Answer.Cost.ofTime(1)));
  }

  @Test
  void lines_are_valid_or_not_in_their_file() {
    var asked = Case.of(SAMPLE, FILE);

    assertThat(outcome(asked, AFTER))
        .matches(Outcome::exact)
        .returns(Optional.of(true), Outcome::parses)
        .returns(1.0, Outcome::minimality);
    assertThat(outcome(asked, AFTER + "}").parses()).hasValue(false);
    assertThat(outcome(asked, BEFORE + ")").parses()).hasValue(false);
  }

  @Test
  void lines_of_an_unknown_file_are_valid_or_not_by_themselves() {
    var asked = Case.of(SAMPLE);

    assertThat(outcome(asked, BEFORE.replace("2", "3")))
        .matches(o -> !o.exact())
        .returns(Optional.of(true), Outcome::parses);
    assertThat(outcome(asked, BEFORE + ")").parses()).hasValue(false);
  }

  @Test
  void nothing_shown_is_neither() {
    var declined =
        Outcome.of(
            Case.of(SAMPLE, FILE),
            Answer.failed(Answer.BEYOND_MODEL, "", Optional.empty(), Answer.Cost.ofTime(1)));

    assertThat(declined.parses()).isEmpty();
    assertThat(declined.exact()).isFalse();
    assertThat(declined.shown()).isFalse();
  }
}
