package dev.brisk.lab.stats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisk.lab.MadeUp;
import dev.brisk.lab.results.ChunkTimes;
import dev.brisk.lab.results.Sample;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BootstrapTest {
  private static final Stat P95 = Stat.percentile(95);

  @Test
  void runs_of_the_same_distribution_show_no_difference_in_nineteen_of_twenty_cases() {
    var shown = 0;
    for (var seed = 0; seed < 200; seed++) {
      var a = MadeUp.answers(300, 100, 200, 2L * seed);
      var b = MadeUp.answers(300, 100, 200, 2L * seed + 1);
      shown += new Bootstrap(seed).ratio(Metric.TTFT, Stat.MEDIAN, a, b).holds(1) ? 0 : 1;
    }
    // 10 are expected; 20 or more come with a chance below 0.3 %.
    assertThat(shown).isLessThan(20);
  }

  @Test
  void intervals_hold_the_true_ratio_about_as_often_as_they_say() {
    var held = 0;
    for (var seed = 0; seed < 200; seed++) {
      var a = MadeUp.answers(300, 100, 200, 2L * seed);
      var b = MadeUp.answers(300, 130, 200, 2L * seed + 1);
      held += new Bootstrap(seed).ratio(Metric.TTFT, P95, a, b).holds(1.3) ? 1 : 0;
    }
    assertThat(held).isBetween(178, 200);
  }

  @Test
  void a_run_that_takes_a_quarter_longer_is_shown_to_differ() {
    var a = MadeUp.answers(400, 100, 200, 1);
    var b = MadeUp.answers(400, 125, 250, 2);
    for (var stat : new Stat[] {Stat.MEDIAN, P95, Stat.MEAN}) {
      for (var metric : new Metric[] {Metric.TTFT, Metric.E2E}) {
        assertThat(new Bootstrap(1).ratio(metric, stat, a, b).low()).isGreaterThan(1);
      }
    }
  }

  @Test
  void gaps_of_one_request_are_drawn_together() {
    var shown = 0;
    for (var seed = 0; seed < 60; seed++) {
      var a = alike(100, 2L * seed);
      var b = alike(100, 2L * seed + 1);
      shown += new Bootstrap(seed).ratio(Metric.ITL, Stat.MEDIAN, a, b).holds(1) ? 0 : 1;
    }
    // 3 are expected. If gaps were drawn one by one, it would be most.
    assertThat(shown).isLessThan(10);
  }

  @Test
  void gaps_that_are_longer_are_shown_to_differ() {
    var a = MadeUp.rich("http://a", 300, 20, 1, 1).samples();
    var slower = MadeUp.rich("http://b", 300, 20, 1.3, 3).samples();
    var interval = new Bootstrap(1).ratio(Metric.ITL, Stat.MEDIAN, a, slower);
    assertThat(interval.low()).isGreaterThan(1.2);
    assertThat(interval.high()).isLessThan(1.4);
  }

  /** Answers each of which has 20 equal gaps. */
  private static List<Sample> alike(int count, long seed) {
    var random = new SplittableRandom(seed);
    return MadeUp.answers(count, 100, 200, seed).stream()
        .map(
            s -> {
              var gaps = new int[21];
              Arrays.fill(gaps, (int) (10_000 * Math.exp(0.4 * random.nextGaussian())));
              return MadeUp.withChunks(s, ChunkTimes.ofGaps(gaps));
            })
        .toList();
  }
}
