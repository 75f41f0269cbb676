package dev.brisk.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class HistogramTest {
  @Test
  void bounds_are_from_a_quarter_of_a_millisecond_to_ten_seconds() {
    assertThat(Histogram.TIMES).isSorted().startsWith(250_000).endsWith(10_000_000_000L);
    assertThat(Histogram.TOKENS).isSorted().startsWith(1).endsWith(67_108_864);
  }

  @Test
  void a_bound_belongs_to_its_bucket_and_the_last_bucket_is_open() {
    var histogram = new Histogram(new long[] {10, 20});
    for (long value : new long[] {-1, 0, 10, 11, 20, 21, Long.MAX_VALUE / 2}) {
      histogram.record(value);
    }
    assertThat(histogram.counts()).containsExactly(3, 2, 2);
    assertThat(histogram.sum()).isEqualTo(61 + Long.MAX_VALUE / 2);
  }

  @Test
  void recording_takes_no_memory() {
    var threads =
        (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
    var histogram = new Histogram(Histogram.TIMES);
    var recent = new LastMinute(() -> 0);
    LongStream.range(0, 20_000).forEach(i -> record(histogram, recent, i));
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < 100_000; i++) {
      record(histogram, recent, i);
    }
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(10_000);
  }

  private static void record(Histogram histogram, LastMinute recent, long i) {
    histogram.record(i * 1_000);
    recent.record(i * 1_000);
  }
}
