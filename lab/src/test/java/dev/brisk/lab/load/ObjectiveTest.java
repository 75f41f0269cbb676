package dev.brisk.lab.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisk.lab.MadeUp;
import dev.brisk.lab.results.Sample;
import dev.brisk.lab.results.Sample.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ObjectiveTest {
  private static final Objective FAST = Objective.parse("e2e.p50 < 100ms");

  @Test
  void what_the_lab_itself_ended_counts_neither_way() {
    assertThat(FAST.of(with(Outcome.CANCELLED)).met()).isTrue();
  }

  @Test
  void what_failed_counts_against_it() {
    for (var outcome : List.of(Outcome.ERROR, Outcome.REFUSED, Outcome.TIMEOUT, Outcome.NONSENSE)) {
      var verdict = FAST.of(with(outcome));
      assertThat(verdict.met()).isFalse();
      assertThat(verdict.sentence()).isEqualTo("20 of 40 requests failed.");
    }
  }

  @Test
  void too_few_answers_are_no_verdict() {
    var verdict = Objective.parse("e2e.p95 < 100ms").of(with(Outcome.CANCELLED));
    assertThat(verdict.met()).isFalse();
    assertThat(verdict.sentence()).contains("p95 needs 60");
  }

  /** Twenty answers, and as many that ended so. */
  private static List<Sample> with(Outcome outcome) {
    var samples = new ArrayList<Sample>();
    for (int i = 0; i < 20; i++) {
      samples.add(MadeUp.answer(i, 10, 20));
      samples.add(MadeUp.failure(20 + i, outcome, ""));
    }
    return samples;
  }
}
