package dev.brisk.lab.load;

import dev.brisk.lab.results.Load;
import java.util.Random;

/** The gaps between the requests of an open loop, in nanoseconds. For one thread. */
@FunctionalInterface
interface Arrivals {
  long nextGapNanos();

  /** Equal gaps. */
  static Arrivals constant(double perSecond) {
    // Summed up in parts of nanoseconds, so that a run of hours does not drift.
    var due =
        new Object() {
          double exact;
          long given;
        };
    return () -> {
      due.exact += 1e9 / perSecond;
      long gap = (long) due.exact - due.given;
      due.given += gap;
      return gap;
    };
  }

  /** Exponentially distributed gaps: people who know nothing of each other. */
  static Arrivals poisson(double perSecond, long seed) {
    var random = new Random(seed);
    return () -> (long) (-Math.log1p(-random.nextDouble()) * 1e9 / perSecond);
  }

  /** Those of an open loop. */
  static Arrivals of(Load load, long seed) {
    return switch (load) {
      case Load.Constant(var perSecond) -> constant(perSecond);
      case Load.Poisson(var perSecond) -> poisson(perSecond, seed);
      case Load.Closed closed ->
          throw new IllegalArgumentException("a closed loop has no schedule");
      case Load.Ladder ladder -> throw new IllegalArgumentException("a ladder has many schedules");
    };
  }
}
