package dev.brisk.server.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisk.server.admission.Pace.Measured;
import java.util.function.DoubleUnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LimitTest {
  private static final long OBJECTIVE = 50_000_000;

  @Test
  void grows_at_once_to_what_is_safe_even_if_nothing_is_shared() {
    var limit = new Limit(OBJECTIVE, 100);
    limit.learn(new Measured(10_000_000, 4), true);
    assertThat(limit.value()).isEqualTo(18);
  }

  @Test
  void stays_where_it_is_while_nobody_waits() {
    var limit = new Limit(OBJECTIVE, 100);
    int before = limit.value();
    limit.learn(new Measured(1_000_000, 1), false);
    assertThat(limit.value()).isEqualTo(before);
  }

  @Test
  void one_always_runs_however_slow_the_model_is() {
    var limit = new Limit(OBJECTIVE, 100);
    for (int i = 0; i < 20; i++) {
      limit.learn(new Measured(900_000_000L * limit.value(), limit.value()), true);
      assertThat(limit.value()).isBetween(1, 2);
    }
  }

  @Test
  void more_run_where_one_alone_is_too_slow_and_others_do_not_make_it_slower() {
    var limit = new Limit(OBJECTIVE, 100);
    for (int i = 0; i < 200; i++) {
      limit.learn(new Measured(100_000_000, limit.value()), true);
    }
    assertThat(limit.value()).isEqualTo(100);
  }

  @Test
  void grows_while_prompts_are_read_and_nobody_is_disturbed() {
    var limit = new Limit(OBJECTIVE, 100);
    int before = limit.value();
    limit.learn(new Measured(0, 1), true);
    assertThat(limit.value()).isEqualTo(before + 1);
  }

  /**
   * Whatever a step costs, alone and for each stream, the limit comes to where the objective is.
   */
  @Property
  void finds_what_a_model_can_do(
      @ForAll @DoubleRange(min = 0.1, max = 40) double alone,
      @ForAll @DoubleRange(min = 0.05, max = 20) double each,
      @ForAll @IntRange(min = 1, max = 64) int most) {
    DoubleUnaryOperator step = n -> (alone + each * n) * 1e6;
    var limit = new Limit(OBJECTIVE, most);
    for (int i = 0; i < 200; i++) {
      limit.learn(new Measured((long) step.applyAsDouble(limit.value()), limit.value()), true);
    }
    int found = limit.value();
    double goal = step.applyAsDouble(1) > OBJECTIVE ? 1.25 * step.applyAsDouble(1) : OBJECTIVE;
    assertThat(found).isBetween(1, most);
    if (found > 1) {
      // It may have tried one more just now.
      assertThat(step.applyAsDouble(found - 1.0)).isLessThanOrEqualTo(goal);
    }
    if (found < most) {
      assertThat(step.applyAsDouble(found + 1.0)).isGreaterThan(goal * 0.9);
    }
  }
}
