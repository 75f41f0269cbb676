package dev.brisk.lab.results;

import java.util.List;

/**
 * How a run ended.
 *
 * @param how the case
 * @param sentence what a person is told about it
 * @param durationNanos from the start of the run
 * @param warnings sentences about what is to be kept in mind with the figures, such as that the
 *     client fell behind its schedule
 */
public record Ending(How how, String sentence, long durationNanos, List<String> warnings) {
  /** The cases. */
  public enum How {
    /** All that was to be asked was asked and answered. */
    COMPLETED,
    /** A person stopped it. */
    INTERRUPTED,
    /** The target could not be reached, or not any more. */
    TARGET_DEAD,
    /** The target could not keep up with the rate, and queued without end. */
    OVER_SATURATED,
    /** The client could not keep up with its own schedule, so that the figures say nothing. */
    CLIENT_OVERLOADED,
    /** The file ends in the middle: the run was killed. */
    CUT_OFF
  }

  /** Copies the list. */
  public Ending {
    warnings = List.copyOf(warnings);
  }
}
