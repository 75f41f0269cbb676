package dev.brisk.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class LastMinuteTest {
  /** Half a bucket. */
  private static final Percentage ERROR = Percentage.withPercentage(6.5);

  private long now = Duration.ofHours(-3).toNanos();
  private final LastMinute times = new LastMinute(() -> now);

  @Test
  void nothing_has_no_quantiles() {
    assertThat(times.quantiles(0.5, 0.99)).containsExactly(0, 0);
  }

  @Test
  void a_time_is_known_to_six_percent_from_a_microsecond_to_minutes() {
    for (long nanos = 1_100; nanos < Duration.ofMinutes(10).toNanos(); nanos = nanos * 21 / 20) {
      times.clear();
      times.record(nanos);
      assertThat(times.quantiles(0.5)[0]).isCloseTo(nanos, ERROR);
    }
  }

  @Test
  void quantiles_are_by_rank() {
    for (int i = 1; i <= 1000; i++) {
      times.record(i * 10_000L);
    }
    var found = times.quantiles(0.5, 0.95, 0.99, 1);
    assertThat(found[0]).isCloseTo(5_000_000, ERROR);
    assertThat(found[1]).isCloseTo(9_500_000, ERROR);
    assertThat(found[2]).isCloseTo(9_900_000, ERROR);
    assertThat(found[3]).isCloseTo(10_000_000, ERROR);
  }

  @Test
  void impossible_times_are_no_trouble() {
    times.record(0);
    times.record(-5);
    times.record(Long.MAX_VALUE);
    assertThat(times.quantiles(1)[0]).isGreaterThan(Duration.ofMinutes(15).toNanos());
  }

  @Test
  void what_is_older_than_a_minute_is_forgotten() {
    times.record(1_000_000);
    now += Duration.ofSeconds(54).toNanos();
    times.record(3_000_000);
    assertThat(times.quantiles(0.1)[0]).isCloseTo(1_000_000, ERROR);
    now += Duration.ofSeconds(7).toNanos();
    assertThat(times.quantiles(0.1)[0]).isCloseTo(3_000_000, ERROR);
    now += Duration.ofSeconds(61).toNanos();
    assertThat(times.quantiles(0.1)[0]).isZero();
  }

  @Test
  void threads_that_record_at_once_lose_nothing_within_a_slot() throws Exception {
    int threads = 4;
    long each = 20_000;
    var histogram = new Histogram(Histogram.TIMES);
    var start = new CountDownLatch(1);
    var all = new Thread[threads];
    for (int t = 0; t < threads; t++) {
      all[t] =
          Thread.ofPlatform()
              .start(
                  () -> {
                    try {
                      start.await();
                    } catch (InterruptedException e) {
                      throw new IllegalStateException(e);
                    }
                    for (long i = 0; i < each; i++) {
                      times.record(1_000_000);
                      histogram.record(1_000_000);
                    }
                  });
    }
    start.countDown();
    for (var thread : all) {
      thread.join();
    }
    assertThat(histogram.counts()[3]).isEqualTo(threads * each);
    assertThat(histogram.sum()).isEqualTo(threads * each * 1_000_000L);
    // One more above: it is the highest rank only if all others are there.
    times.record(50_000_000);
    double share = 1 - 1.5 / (threads * each + 1);
    assertThat(times.quantiles(share)[0]).isCloseTo(1_000_000, ERROR);
    assertThat(times.quantiles(1)[0]).isCloseTo(50_000_000, ERROR);
  }
}
