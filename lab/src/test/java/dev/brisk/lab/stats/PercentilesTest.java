package dev.brisk.lab.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class PercentilesTest {
  @Test
  void percentiles_of_one_to_a_hundred_are_their_own_numbers() {
    var values = Percentiles.of(IntStream.rangeClosed(1, 100).asDoubleStream().toArray());
    for (var p = 1; p < 99; p++) {
      assertThat(values.at(p)).hasValue(p);
    }
    assertThat(values.at(0)).hasValue(1);
    assertThat(values.max()).hasValue(100);
    assertThat(values.mean().orElseThrow()).isEqualTo(50.5);
  }

  @Test
  void the_99th_percentile_is_refused_below_300_samples() {
    assertThat(Percentiles.of(new double[299]).at(99)).isEmpty();
    assertThat(Percentiles.of(new double[300]).at(99)).hasValue(0);
    assertThat(Percentiles.of(new double[2999]).at(99.9)).isEmpty();
    assertThat(Percentiles.of(new double[3000]).at(99.9)).hasValue(0);
  }

  @Test
  void the_95th_percentile_is_refused_below_20_samples() {
    assertThat(Percentiles.of(new double[19]).at(95)).isEmpty();
    assertThat(Percentiles.of(new double[20]).at(95)).hasValue(0);
    assertThat(Percentiles.of(new double[19]).at(90)).hasValue(0);
  }

  @Test
  void nothing_has_no_percentiles() {
    var none = Percentiles.of(new double[0]);
    assertThat(none.at(50)).isEmpty();
    assertThat(none.max()).isEmpty();
    assertThat(none.mean()).isEmpty();
    assertThat(none.upTo(1)).isZero();
  }

  @Property
  void a_percentile_is_the_least_value_that_so_many_do_not_exceed(
      @ForAll @Size(min = 1, max = 200) double[] values,
      @ForAll @DoubleRange(min = 1, max = 94) double p) {
    var percentiles = Percentiles.of(values);
    var value = percentiles.at(p).orElseThrow();
    assertThat(values).contains(value);
    assertThat(100.0 * percentiles.upTo(value) / values.length).isGreaterThanOrEqualTo(p - 1e-6);
    var below = IntStream.range(0, values.length).filter(i -> values[i] < value).count();
    assertThat(100.0 * below / values.length).isLessThan(p);
  }

  @Test
  void the_wilson_interval_is_that_of_the_textbook() {
    // Newcombe (1998), table I: 15 of 148 is 0.0624 to 0.1605 by the score method.
    var proportion = new Proportion(15, 148);
    assertThat(proportion.low()).isCloseTo(0.0624, within(5e-5));
    assertThat(proportion.high()).isCloseTo(0.1605, within(5e-5));
  }
}
