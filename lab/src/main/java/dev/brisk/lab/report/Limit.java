package dev.brisk.lab.report;

import dev.brisk.lab.stats.Percentiles;
import java.util.List;

/**
 * The limits of human attention after Miller (1968) and Nielsen, "Usability Engineering" (1993),
 * chapter 5.
 *
 * @param milliseconds the longest wait of this sort
 * @param words what it is to a person
 */
record Limit(double milliseconds, String name, String words) {
  /** From the shortest. */
  static final List<Limit> ALL =
      List.of(
          new Limit(100, "up to 0.1 s", "feels instant"),
          new Limit(1_000, "up to 1 s", "noticed, but the thought goes on"),
          new Limit(10_000, "up to 10 s", "attention is only just kept"),
          new Limit(Double.POSITIVE_INFINITY, "longer", "people turn to something else"));

  /** The share of the values between the limit below and this one; from 0 to 1. */
  double share(Percentiles values) {
    var below = 0;
    for (var limit : ALL) {
      if (limit.milliseconds < milliseconds) {
        below = values.upTo(limit.milliseconds);
      }
    }
    return values.count() == 0 ? 0 : (double) (values.upTo(milliseconds) - below) / values.count();
  }
}
