package dev.brisk.lab.results;

/**
 * Where the time of a request went, in milliseconds; {@link #UNKNOWN} where nobody says.
 *
 * @param queue waiting in the target
 * @param network and protocol: connecting, and what client and target measure differently
 * @param prefill reading the prompt
 * @param decode writing the answer
 * @param client in the lab's own machine: behind the schedule
 */
public record Phases(double queue, double network, double prefill, double decode, double client) {
  /** Nobody says. */
  public static final double UNKNOWN = -1;

  /** Nothing is known. */
  public static final Phases NONE = new Phases(UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN);
}
