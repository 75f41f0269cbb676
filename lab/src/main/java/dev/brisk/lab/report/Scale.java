package dev.brisk.lab.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * Where values stand on an axis.
 *
 * @param place from a value to 0 (beginning) … 1 (end)
 * @param ticks the values to name
 */
record Scale(DoubleUnaryOperator place, List<Double> ticks) {
  private static final int STEPS = 5;

  double at(double value) {
    return Math.clamp(place.applyAsDouble(value), 0, 1);
  }

  /** From 0 to a round number of at least {@code max}. */
  static Scale linear(double max) {
    var step = round(Math.max(max, 1e-9) / STEPS);
    var end = Math.ceil(max / step - 1e-9) * step;
    var ticks = new ArrayList<Double>();
    for (var i = 0; i * step <= end * (1 + 1e-9); i++) {
      ticks.add(i * step);
    }
    return new Scale(v -> v / end, List.copyOf(ticks));
  }

  /** Logarithmic, from a power of ten to another; {@code min} above 0. */
  static Scale logarithmic(double min, double max) {
    var from = Math.floor(Math.log10(min));
    var to = Math.max(from + 1, Math.ceil(Math.log10(max)));
    var ticks = new ArrayList<Double>();
    for (var power = from; power <= to; power++) {
      ticks.add(Math.pow(10, power));
    }
    return new Scale(v -> (Math.log10(Math.max(v, 1e-9)) - from) / (to - from), List.copyOf(ticks));
  }

  /** Percentiles, of which each further nine takes as much room: the tail is what matters. */
  static Scale nines(double end) {
    var all = nines(end, List.of(0.0, 50.0, 75.0, 90.0, 95.0, 99.0, 99.9));
    return new Scale(p -> depth(p) / depth(end), all);
  }

  private static List<Double> nines(double end, List<Double> ticks) {
    return ticks.stream().filter(p -> p <= end).toList();
  }

  private static double depth(double p) {
    return -Math.log10(1 - p / 100);
  }

  /** 1, 2 or 5 with zeros, at least {@code value}. */
  private static double round(double value) {
    var power = Math.pow(10, Math.floor(Math.log10(value)));
    for (var factor : new double[] {1, 2, 5}) {
      if (value <= factor * power * (1 + 1e-9)) {
        return factor * power;
      }
    }
    return 10 * power;
  }
}
