package dev.brisk.lab.load;

import dev.brisk.lab.results.Load;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How a run is to go.
 *
 * @param load how requests are sent
 * @param arrivals the most, of each step for a ladder
 * @param duration for which requests are sent, of each step for a ladder
 * @param warmUp how many scenarios are played before, and not counted
 * @param seed of all that is random
 * @param salted whether prompts are made unlike those before
 * @param patience how long an answer may take before it is given up
 * @param rates of a ladder; empty to look for the capacity by doubling and halving
 * @param objective what a step of a ladder has to hold
 */
public record Plan(
    Load load,
    int arrivals,
    Duration duration,
    int warmUp,
    long seed,
    boolean salted,
    Duration patience,
    List<Double> rates,
    Optional<Objective> objective) {
  /** Of a run that only the number of its requests ends. */
  public static final Duration NO_DURATION = Duration.ofDays(1);

  /** Copies the list. */
  public Plan {
    rates = List.copyOf(rates);
  }

  /** The same with another number of arrivals. */
  public Plan withArrivals(int most) {
    return new Plan(load, most, duration, warmUp, seed, salted, patience, rates, objective);
  }
}
