package dev.brisk.lab.workload;

import java.util.SplittableRandom;

/**
 * How people type: the times between keystrokes are log-normally distributed, with the mean and
 * deviation of 136 million keystrokes of 168,000 people (Dhakal et al., "Observations on Typing
 * from 136 Million Keystrokes", CHI 2018: 238.7 ms, 111.6 ms).
 */
final class Typing {
  private static final double MEAN_MILLIS = 238.7;
  private static final double DEVIATION_MILLIS = 111.6;

  private static final double SIGMA =
      Math.sqrt(Math.log1p(Math.pow(DEVIATION_MILLIS / MEAN_MILLIS, 2)));
  private static final double MU = Math.log(MEAN_MILLIS) - SIGMA * SIGMA / 2;

  private final SplittableRandom random;

  Typing(SplittableRandom random) {
    this.random = random;
  }

  /** Until the next key, in nanoseconds. */
  long nextNanos() {
    return (long) (Math.exp(MU + SIGMA * random.nextGaussian()) * 1e6);
  }
}
