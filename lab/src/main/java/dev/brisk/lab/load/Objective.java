package dev.brisk.lab.load;

import dev.brisk.lab.LabException;
import dev.brisk.lab.results.Sample;
import dev.brisk.lab.results.Times;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

/**
 * What has to hold for a load to count as served.
 *
 * @param metric what is looked at
 * @param percent which percentile
 * @param limitMillis below this
 */
public record Objective(Metric metric, double percent, double limitMillis) {
  private static final Pattern FORM =
      Pattern.compile(
          "\\s*([a-z0-9]+)\\.p(\\d{1,2}(?:\\.\\d+)?)\\s*<=?\\s*([0-9.]+)\\s*(ms|s)\\s*");

  /** What can be looked at. */
  public enum Metric {
    /** From the intended start to the first token. */
    TTFT,
    /** From the intended start to the end. */
    E2E,
    /** From the intended start until the bytes are on disk. */
    APPLIED,
    /** Between chunks. */
    ITL;

    LongStream nanos(Sample sample) {
      return switch (this) {
        case TTFT -> known(sample.times().ttftNanos());
        case E2E -> known(sample.times().e2eNanos());
        case APPLIED -> known(sample.times().appliedNanos());
        case ITL ->
            LongStream.range(1, sample.chunks().count())
                .map(i -> sample.chunks().gapMicros((int) i) * 1000L);
      };
    }

    private static LongStream known(long nanos) {
      return nanos == Times.NONE ? LongStream.empty() : LongStream.of(nanos);
    }
  }

  /** What came of it. */
  record Verdict(boolean met, String sentence) {}

  /**
   * Reads a form such as {@code ttft.p95 < 300ms}.
   *
   * @throws LabException if it is none
   */
  public static Objective parse(String text) {
    var matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw wrong(text);
    }
    try {
      return new Objective(
          Metric.valueOf(matcher.group(1).toUpperCase(Locale.ROOT)),
          Double.parseDouble(matcher.group(2)),
          Double.parseDouble(matcher.group(3)) * (matcher.group(4).equals("s") ? 1000 : 1));
    } catch (IllegalArgumentException e) {
      throw wrong(text);
    }
  }

  /** How many requests this percentile needs: three beyond it, as 300 for the 99th. */
  int fewest() {
    return (int) Math.ceil(3 / (1 - percent / 100) - 1e-9);
  }

  /**
   * Whether it held. Of a hundred requests, 99 must have been answered; those that the lab itself
   * ended count neither way.
   */
  Verdict of(List<Sample> all) {
    var samples = all.stream().filter(s -> s.outcome() != Sample.Outcome.CANCELLED).toList();
    var answered = samples.stream().filter(Sample::ok).toList();
    if (answered.size() < fewest()) {
      return new Verdict(
          false,
          String.format(
              Locale.ROOT,
              "Only %d of %d requests were answered, and p%s needs %d.",
              answered.size(),
              samples.size(),
              number(percent),
              fewest()));
    }
    if (answered.size() < 0.99 * samples.size()) {
      return new Verdict(
          false, samples.size() - answered.size() + " of " + samples.size() + " requests failed.");
    }
    long[] sorted = answered.stream().flatMapToLong(metric::nanos).sorted().toArray();
    double reached = sorted.length == 0 ? Double.NaN : percentile(sorted, percent) / 1e6;
    return new Verdict(
        reached < limitMillis,
        String.format(
            Locale.ROOT,
            "%s.p%s was %.1f ms, the objective is %s ms.",
            metric.name().toLowerCase(Locale.ROOT),
            number(percent),
            reached,
            number(limitMillis)));
  }

  /** The value at a percentile of sorted ones: the smallest that so many percent do not exceed. */
  static long percentile(long[] sorted, double percent) {
    int rank = (int) Math.ceil(percent / 100 * sorted.length - 1e-9);
    return sorted[Math.clamp(rank - 1L, 0, sorted.length - 1)];
  }

  private static String number(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }

  private static LabException wrong(String text) {
    return new LabException(
        "'"
            + text
            + "' is no objective; write one such as 'ttft.p95 < 300ms' with ttft, e2e, applied or itl.");
  }

  @Override
  public String toString() {
    return metric.name().toLowerCase(Locale.ROOT)
        + ".p"
        + number(percent)
        + " < "
        + number(limitMillis)
        + " ms";
  }
}
