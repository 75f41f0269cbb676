package dev.brisk.lab.stats;

import dev.brisk.lab.results.Sample;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Confidence intervals by resampling, after Efron, "Bootstrap Methods" (1979), the percentile
 * interval. What is drawn again are requests, never single gaps between chunks, since those of one
 * request are alike.
 */
public final class Bootstrap {
  private static final int DRAWS = 2_000;

  /** Requests with several values are drawn from so many at most, which can only widen. */
  private static final int MANY = 2_000;

  private final RandomGenerator random;

  /** With the seed of all that is drawn. */
  public Bootstrap(long seed) {
    random = new SplittableRandom(seed);
  }

  /**
   * The 95 % interval of the figure of {@code b} over that of {@code a}. Both must have the figure.
   */
  public Interval ratio(Metric metric, Stat stat, List<Sample> a, List<Sample> b) {
    var below = draws(metric, stat, a);
    var above = draws(metric, stat, b);
    var ratios = new double[DRAWS];
    for (var i = 0; i < DRAWS; i++) {
      // Nothing over nothing is no change.
      ratios[i] = above[i] == below[i] ? 1 : above[i] / below[i];
    }
    Arrays.sort(ratios);
    return new Interval(ratios[(int) (0.025 * DRAWS)], ratios[(int) (0.975 * DRAWS) - 1]);
  }

  private double[] draws(Metric metric, Stat stat, List<Sample> samples) {
    var groups = samples.stream().map(metric::of).filter(v -> v.length > 0).toList();
    if (groups.stream().anyMatch(v -> v.length > 1)) {
      return grouped(stat, groups);
    }
    var values = Percentiles.of(groups.stream().mapToDouble(v -> v[0]).toArray());
    var draws = new double[DRAWS];
    for (var i = 0; i < DRAWS; i++) {
      draws[i] = stat.isMean() ? mean(values) : quantile(values, stat.percentile());
    }
    return draws;
  }

  private double mean(Percentiles values) {
    var sum = 0.0;
    for (var i = 0; i < values.count(); i++) {
      sum += values.sorted(random.nextInt(values.count()));
    }
    return sum / values.count();
  }

  /**
   * A quantile of n values drawn from n, without drawing them: the k-th smallest of n uniform
   * numbers has the distribution Beta(k, n + 1 - k), and points at the value.
   */
  private double quantile(Percentiles values, double p) {
    var n = values.count();
    var k = values.rank(p) + 1;
    var x = gamma(k);
    var share = x / (x + gamma(n + 1 - k));
    return values.sorted(Math.clamp((long) (share * n), 0, n - 1));
  }

  /** Marsaglia and Tsang, "A Simple Method for Generating Gamma Variables" (2000); shape >= 1. */
  private double gamma(double shape) {
    var d = shape - 1.0 / 3;
    var c = 1 / Math.sqrt(9 * d);
    while (true) {
      var z = random.nextGaussian();
      var v = 1 + c * z;
      if (v > 0) {
        v = v * v * v;
        if (Math.log(1 - random.nextDouble()) < 0.5 * z * z + d - d * v + d * Math.log(v)) {
          return d * v;
        }
      }
    }
  }

  /** Draws whole requests: each value counts as often as its request was drawn. */
  private double[] grouped(Stat stat, List<double[]> all) {
    var groups = all.size() <= MANY ? all : some(all);
    var values = new double[groups.stream().mapToInt(g -> g.length).sum()];
    var owners = new int[values.length];
    sortByValue(groups, values, owners);
    var draws = new double[DRAWS];
    var times = new int[groups.size()];
    for (var i = 0; i < DRAWS; i++) {
      Arrays.fill(times, 0);
      for (var k = 0; k < times.length; k++) {
        times[random.nextInt(times.length)]++;
      }
      draws[i] =
          stat.isMean() ? mean(values, owners, times) : quantile(stat, values, owners, times);
    }
    return draws;
  }

  private static double mean(double[] values, int[] owners, int[] times) {
    var sum = 0.0;
    var count = 0L;
    for (var i = 0; i < values.length; i++) {
      sum += values[i] * times[owners[i]];
      count += times[owners[i]];
    }
    return sum / count;
  }

  private static double quantile(Stat stat, double[] values, int[] owners, int[] times) {
    var count = 0L;
    for (var owner : owners) {
      count += times[owner];
    }
    var rank = Math.max(1, (long) Math.ceil(stat.percentile() / 100 * count - 1e-9));
    for (var i = 0; i < values.length; i++) {
      rank -= times[owners[i]];
      if (rank <= 0) {
        return values[i];
      }
    }
    return values[values.length - 1];
  }

  private List<double[]> some(List<double[]> all) {
    return random.ints(MANY, 0, all.size()).mapToObj(all::get).toList();
  }

  private static void sortByValue(List<double[]> groups, double[] values, int[] owners) {
    record Owned(double value, int owner) {}
    var owned = new Owned[values.length];
    var at = 0;
    for (var owner = 0; owner < groups.size(); owner++) {
      for (var value : groups.get(owner)) {
        owned[at++] = new Owned(value, owner);
      }
    }
    Arrays.sort(owned, Comparator.comparingDouble(Owned::value));
    for (var i = 0; i < owned.length; i++) {
      values[i] = owned[i].value();
      owners[i] = owned[i].owner();
    }
  }
}
