package dev.brisk.lab.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brisk.lab.LabException;
import dev.brisk.lab.stats.Metric;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionTest {
  @Test
  void a_ratio_to_the_first_run() {
    var condition = Condition.parse("ttft.p95 > 1.1x");
    assertThat(condition.metric()).isEqualTo(Metric.TTFT);
    assertThat(condition.stat().percentile()).isEqualTo(95);
    assertThat(condition.ratio()).isTrue();
    assertThat(condition.holds(1.11)).isTrue();
    assertThat(condition.holds(1.1)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "e2e.median >= 0.8s, 800, true",
    "e2e.p99.9>800ms, 800, false",
    "exact.share < 40%, 0.4, false",
    "exact.share <= 40%, 0.4, true",
    "tokens_per_second.mean < 20/s, 19, true",
    "minimality.mean > 1.5, 1.5, false",
    "  stop.max  >  50 ms  , 51, true",
  })
  void a_limit_in_the_metrics_own_unit(String text, double value, boolean holds) {
    assertThat(Condition.parse(text).holds(value)).isEqualTo(holds);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ttft.p95 | is no condition",
        "ttft > 3x | is no condition",
        "ttft.p95 > fast | is no condition",
        "ttft.p95 == 3ms | is no condition",
        "speed.p95 > 3x | 'speed' is no metric; there are ttft",
        "ttft.p100 > 3x | 'p100' is no figure",
        "ttft.average > 3x | 'average' is no figure",
        "ttft.p95 > 300 | or with ms or s",
        "ttft.p95 > 30% | or with ms or s",
        "exact.share < 3ms | or with %",
      })
  void what_is_wrong_is_named(String text, String sentence) {
    assertThatThrownBy(() -> Condition.parse(text))
        .isInstanceOf(LabException.class)
        .hasMessageContaining(sentence);
  }
}
