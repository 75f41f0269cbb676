package dev.brisk.lab.load;

import dev.brisk.lab.results.Sample;
import dev.brisk.lab.results.Times;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/** What is shown while a run goes on; results are computed from the samples. */
final class Live {
  private final Recorder ttft = new Recorder(3);
  private final Histogram all = new Histogram(3);
  private final AtomicLong ended = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();

  void heard(Sample sample) {
    ended.incrementAndGet();
    if (Vitals.failed(sample.outcome())) {
      failed.incrementAndGet();
    }
    if (sample.ok() && sample.times().firstToken() != Times.NONE) {
      ttft.recordValue(Math.max(0, sample.times().ttftNanos()));
    }
  }

  /**
   * One line.
   *
   * @param share how much of the run is done, if that is known
   */
  String line(String what, int underWay, OptionalDouble share, long elapsedNanos) {
    all.add(ttft.getIntervalHistogram());
    var line = new StringBuilder();
    line.append(
        String.format(Locale.ROOT, "%s: %,d answered, %,d under way", what, ended.get(), underWay));
    if (failed.get() > 0) {
      line.append(String.format(Locale.ROOT, ", %,d failed", failed.get()));
    }
    if (all.getTotalCount() > 0) {
      line.append(
          String.format(
              Locale.ROOT,
              ", first token p50 %.1f ms, p95 %.1f ms",
              all.getValueAtPercentile(50) / 1e6,
              all.getValueAtPercentile(95) / 1e6));
    }
    if (share.isPresent() && share.getAsDouble() > 0) {
      double left = elapsedNanos / share.getAsDouble() - elapsedNanos;
      line.append(", ").append(words((long) Math.max(0, left))).append(" left");
    }
    return line.toString();
  }

  static String words(long nanos) {
    var time = Duration.ofNanos(nanos);
    return time.toMinutes() > 0
        ? time.toMinutes() + " min " + time.toSecondsPart() + " s"
        : time.toSeconds() + " s";
  }
}
