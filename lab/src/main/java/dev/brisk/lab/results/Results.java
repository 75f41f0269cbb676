package dev.brisk.lab.results;

import java.util.List;

/**
 * One run as {@code results.json} holds it.
 *
 * @param run what was run against what, with what
 * @param samples every request that was measured, in the order in which it was intended; requests
 *     of the warm-up are not among them
 * @param steps the steps of a load ladder, from the lowest rate; none for a run without a ladder
 * @param ending how the run ended
 */
public record Results(Run run, List<Sample> samples, List<Step> steps, Ending ending) {
  /** The number of the file's schema; a reader refuses any other. */
  public static final int SCHEMA = 1;

  /** Copies the lists. */
  public Results {
    samples = List.copyOf(samples);
    steps = List.copyOf(steps);
  }
}
