package dev.brisk.server.metrics;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What is known of all requests of one operation to one model. Safe for use by many threads. */
final class Series {
  private final Histogram firstToken = new Histogram(Histogram.TIMES);
  private final Histogram perToken = new Histogram(Histogram.TIMES);
  private final Histogram gaps = new Histogram(Histogram.TIMES);
  private final Histogram input = new Histogram(Histogram.TOKENS);
  private final Histogram output = new Histogram(Histogram.TOKENS);

  /** By the kind of error; empty for what ended well. */
  private final Map<String, Histogram> durations = new ConcurrentHashMap<>();

  private final LastMinute recentFirstTokens;
  private final LastMinute recentGaps;

  Series(LastMinute recentFirstTokens, LastMinute recentGaps) {
    this.recentFirstTokens = recentFirstTokens;
    this.recentGaps = recentGaps;
  }

  void gap(long nanos) {
    gaps.record(nanos);
    recentGaps.record(nanos);
  }

  void firstToken(long nanos) {
    firstToken.record(nanos);
    recentFirstTokens.record(nanos);
  }

  void perToken(long nanos) {
    perToken.record(nanos);
  }

  void tokens(long in, long out) {
    input.record(in);
    output.record(out);
  }

  void duration(String error, long nanos) {
    durations.computeIfAbsent(error, kind -> new Histogram(Histogram.TIMES)).record(nanos);
  }

  Histogram firstTokens() {
    return firstToken;
  }

  Histogram perTokens() {
    return perToken;
  }

  Histogram gaps() {
    return gaps;
  }

  Histogram input() {
    return input;
  }

  Histogram output() {
    return output;
  }

  Map<String, Histogram> durations() {
    return durations;
  }

  /** How many requests have ended. */
  long requests() {
    long all = 0;
    for (var histogram : durations.values()) {
      for (long count : histogram.counts()) {
        all += count;
      }
    }
    return all;
  }
}
