package dev.brisk.lab.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;

final class SaturationTest {
  private static final long TICK = 100_000_000;
  private static final long SECOND = 1_000_000_000;

  @Test
  void seesAQueueThatGrowsAndGrows() {
    // 50 a second come and 30 are answered.
    assertThat(saturated(20, t -> 50 * t / SECOND, t -> 30 * t / SECOND)).isTrue();
  }

  @Test
  void letsATargetThatKeepsUpAlone() {
    assertThat(saturated(60, t -> 50 * t / SECOND, t -> Math.max(0, 50 * t / SECOND - 100)))
        .isFalse();
  }

  /** Answers that take half a minute each are no queue: the first has yet to come. */
  @Test
  void waitsForTheFirstAnswers() {
    assertThat(saturated(90, t -> 5 * t / SECOND, t -> Math.max(0, 5 * (t - 30 * SECOND) / SECOND)))
        .isFalse();
  }

  /** A standstill of two seconds is worked off afterwards. */
  @Test
  void forgivesAStall() {
    assertThat(
            saturated(
                30,
                t -> 50 * t / SECOND,
                t ->
                    t < 10 * SECOND
                        ? 50 * t / SECOND
                        : Math.min(
                            50 * t / SECOND, 500 + Math.max(0, 150 * (t - 12 * SECOND) / SECOND))))
        .isFalse();
  }

  private static boolean saturated(
      int seconds, LongUnaryOperator started, LongUnaryOperator ended) {
    var saturation = new Saturation();
    for (long t = 0; t < seconds * SECOND; t += TICK) {
      if (saturation.at(t, started.applyAsLong(t), ended.applyAsLong(t))) {
        return true;
      }
    }
    return false;
  }
}
