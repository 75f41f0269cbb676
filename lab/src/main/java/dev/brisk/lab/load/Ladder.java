package dev.brisk.lab.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which rate comes next: those that were given, up to the first that does not hold; or doubled
 * until one does not hold, and then halved between the last that held and the first that did not.
 * For one thread.
 */
final class Ladder {
  /** So often the gap is halved; the capacity is then known to a quarter of the doubling. */
  private static final int HALVINGS = 2;

  private final List<Double> given;
  private final double first;
  private final List<Double> asked = new ArrayList<>();
  private double held;
  private double broken = Double.POSITIVE_INFINITY;
  private int halved;

  /**
   * @param given rates from the lowest; empty to search
   * @param first rate of a search, per second
   */
  Ladder(List<Double> given, double first) {
    this.given = given.stream().sorted().toList();
    this.first = first;
  }

  /** The next rate, per second; none when all is known. */
  Optional<Double> next() {
    Optional<Double> next = given.isEmpty() ? searched() : listed();
    next.ifPresent(asked::add);
    return next;
  }

  /** What came of the rate asked last. */
  void found(boolean met) {
    double rate = asked.getLast();
    if (met) {
      held = Math.max(held, rate);
    } else {
      broken = Math.min(broken, rate);
    }
  }

  /** The highest rate that held; 0 if none did. */
  double capacity() {
    return held;
  }

  private Optional<Double> listed() {
    return asked.size() < given.size() && broken == Double.POSITIVE_INFINITY
        ? Optional.of(given.get(asked.size()))
        : Optional.empty();
  }

  private Optional<Double> searched() {
    if (asked.isEmpty()) {
      return Optional.of(first);
    }
    if (broken == Double.POSITIVE_INFINITY) {
      return Optional.of(2 * held);
    }
    if (held == 0 || halved++ >= HALVINGS) {
      return Optional.empty();
    }
    return Optional.of((held + broken) / 2);
  }
}
