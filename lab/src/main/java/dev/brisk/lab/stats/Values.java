package dev.brisk.lab.stats;

import dev.brisk.lab.results.Phases;
import dev.brisk.lab.results.Quality;
import dev.brisk.lab.results.Quality.Check;
import dev.brisk.lab.results.Sample;
import dev.brisk.lab.results.Stop;
import dev.brisk.lab.results.Times;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** The values that one request has of each metric. */
final class Values {
  private static final double[] NONE = {};

  private Values() {}

  static double[] of(Metric metric, Sample s) {
    return switch (metric) {
      case TTFT -> nanos(s, s.times().ttftNanos());
      case ITL -> gaps(s);
      case TPOT -> perToken(s);
      case E2E -> nanos(s, s.times().e2eNanos());
      case APPLIED -> nanos(s, s.times().appliedNanos());
      case STOP -> stopped(s, Stop::stopNanos);
      case REDIRECT -> stopped(s, Stop::redirectNanos);
      case TOKENS_AFTER_STOP ->
          s.stop()
              .filter(stop -> stop.tokensAfter() >= 0)
              .map(stop -> one(stop.tokensAfter()))
              .orElse(none());
      case SPEED -> speed(s);
      case DELAY -> s.times().sent() == Times.NONE ? none() : one(s.times().delayNanos() / 1e6);
      case QUEUE -> phase(s, Phases::queue);
      case NETWORK -> phase(s, Phases::network);
      case PREFILL -> phase(s, Phases::prefill);
      case DECODE -> phase(s, Phases::decode);
      case CLIENT -> phase(s, Phases::client);
      case FAILED -> failed(s);
      case EDIT_APPLIED -> check(s, Quality::applied);
      case EXACT -> check(s, Quality::exact);
      case EXACT_BUT_SPACE -> check(s, Quality::exactButSpace);
      case PARSES -> check(s, Quality::parses);
      case TESTS -> check(s, Quality::tests);
      case MINIMALITY ->
          s.quality()
              .map(Quality::minimality)
              .filter(Double::isFinite)
              .map(Values::one)
              .orElse(none());
      case STRAY ->
          s.quality().filter(q -> q.strayLines() >= 0).map(q -> one(q.strayLines())).orElse(none());
    };
  }

  private static double[] one(double value) {
    return new double[] {value};
  }

  private static double[] none() {
    return NONE;
  }

  private static double[] nanos(Sample sample, long nanos) {
    return sample.ok() && nanos != Times.NONE ? one(nanos / 1e6) : none();
  }

  private static double[] gaps(Sample sample) {
    var chunks = sample.chunks();
    if (!sample.ok() || chunks.count() < 2) {
      return none();
    }
    var gaps = new double[chunks.count() - 1];
    for (var i = 0; i < gaps.length; i++) {
      gaps[i] = chunks.gapMicros(i + 1) / 1e3;
    }
    return gaps;
  }

  private static double[] perToken(Sample sample) {
    var times = sample.times();
    return sample.ok() && sample.tokens().output() > 1 && times.firstToken() != Times.NONE
        ? one((times.end() - times.firstToken()) / 1e6 / (sample.tokens().output() - 1))
        : none();
  }

  private static double[] speed(Sample sample) {
    var nanos = sample.times().e2eNanos();
    return sample.ok() && sample.tokens().output() > 0 && nanos > 0
        ? one(sample.tokens().output() / (nanos / 1e9))
        : none();
  }

  private static double[] stopped(Sample sample, Function<Stop, Long> nanos) {
    return sample
        .stop()
        .map(nanos)
        .filter(n -> n != Times.NONE)
        .map(n -> one(n / 1e6))
        .orElse(none());
  }

  private static double[] failed(Sample sample) {
    return switch (sample.outcome()) {
      case OK, CANCELLED -> one(0);
      case ERROR, REFUSED, TIMEOUT, NONSENSE -> one(1);
      case UNFINISHED -> none();
    };
  }

  private static double[] phase(Sample sample, ToDoubleFunction<Phases> phase) {
    var ms = phase.applyAsDouble(sample.phases());
    return sample.ok() && ms != Phases.UNKNOWN ? one(ms) : none();
  }

  private static double[] check(Sample sample, Function<Quality, Check> check) {
    return sample
        .quality()
        .map(check)
        .filter(c -> c != Check.NOT_CHECKED)
        .map(c -> one(c == Check.YES ? 1 : 0))
        .orElse(none());
  }
}
