package dev.brisk.cli.top;

import dev.brisk.wire.api.ServerStatus;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToLongFunction;

/** What was read of one server in the last minute. Used by one thread. */
final class History {
  private static final long MINUTE = Duration.ofMinutes(1).toNanos();

  private final Deque<Sample> samples = new ArrayDeque<>();

  void add(Sample sample) {
    samples.addLast(sample);
    while (sample.nanos() - samples.getFirst().nanos() > MINUTE) {
      samples.removeFirst();
    }
  }

  boolean isEmpty() {
    return samples.isEmpty();
  }

  /** The latest; there must be one. */
  ServerStatus latest() {
    return samples.getLast().status();
  }

  /**
   * How fast a total of a model grows, a second, between the last two readings; empty before there
   * are two.
   */
  OptionalDouble rate(String model, ToLongFunction<ServerStatus.Model> total) {
    if (samples.size() < 2) {
      return OptionalDouble.empty();
    }
    var newest = samples.descendingIterator();
    var last = newest.next();
    return rate(newest.next(), last, model, total);
  }

  /** The same for each second of the last minute, the oldest first. */
  List<Double> rates(String model, ToLongFunction<ServerStatus.Model> total) {
    var rates = new ArrayList<Double>();
    Sample before = null;
    for (var sample : samples) {
      if (before != null) {
        rates.add(rate(before, sample, model, total).orElse(0));
      }
      before = sample;
    }
    return rates;
  }

  /**
   * The share of a part in a whole: of what came since the oldest reading.
   *
   * @return empty if nothing came
   */
  OptionalDouble share(
      String model,
      ToLongFunction<ServerStatus.Model> part,
      ToLongFunction<ServerStatus.Model> all) {
    var from = samples.getFirst();
    var to = samples.getLast();
    long whole = difference(from, to, model, all);
    return whole <= 0
        ? OptionalDouble.empty()
        : OptionalDouble.of((double) difference(from, to, model, part) / whole);
  }

  private static OptionalDouble rate(
      Sample from, Sample to, String model, ToLongFunction<ServerStatus.Model> total) {
    double seconds = (to.nanos() - from.nanos()) / 1e9;
    return seconds <= 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(difference(from, to, model, total) / seconds);
  }

  private static long difference(
      Sample from, Sample to, String model, ToLongFunction<ServerStatus.Model> total) {
    return total(to, model, total) - total(from, model, total);
  }

  private static long total(Sample sample, String model, ToLongFunction<ServerStatus.Model> total) {
    return sample.status().models().stream()
        .filter(m -> m.name().equals(model))
        .mapToLong(total)
        .sum();
  }
}
