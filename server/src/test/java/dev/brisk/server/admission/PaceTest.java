package dev.brisk.server.admission;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaceTest {
  private final Pace pace = new Pace(0);

  @Test
  void a_window_ends_when_it_is_long_enough_and_has_enough_gaps() {
    for (int i = 0; i < Pace.ENOUGH; i++) {
      pace.gap(1_000_000, 2);
    }
    assertThat(pace.complete(Pace.WINDOW - 1)).isEmpty();
    assertThat(pace.complete(Pace.WINDOW))
        .hasValueSatisfying(window -> assertThat(window.streams()).isEqualTo(2));
    assertThat(pace.complete(2 * Pace.WINDOW)).as("the next one is empty").isEmpty();
  }

  @Test
  void the_longest_gap_but_for_one_in_twenty_is_told_to_an_eighth() {
    for (int millis = 1; millis <= 100; millis++) {
      pace.gap(millis * 1_000_000L, 1);
    }
    var gap = pace.complete(Pace.WINDOW).orElseThrow().gap();
    assertThat(gap / 1e6).isBetween(95.0, 95 * 1.125);
  }

  @Test
  void slow_streams_get_along_with_fewer_gaps_after_a_while() {
    for (int i = 0; i < Pace.FEW; i++) {
      pace.gap(200_000_000, 1);
    }
    assertThat(pace.complete(Pace.LONG_WINDOW - 1)).isEmpty();
    assertThat(pace.complete(Pace.LONG_WINDOW)).isPresent();
  }

  @Test
  void too_few_gaps_say_nothing_and_none_at_all_says_so() {
    pace.gap(1_000_000, 1);
    assertThat(pace.complete(5 * Pace.LONG_WINDOW)).isEmpty();
    assertThat(new Pace(0).complete(Pace.LONG_WINDOW)).hasValue(new Pace.Measured(0, 1));
  }
}
