package dev.brisk.lab.client;

/**
 * What the target says about where the time went, in milliseconds; -1 where it does not say.
 *
 * @param queue waiting for its turn
 * @param prefill reading the prompt
 * @param decode writing the answer
 * @param total from the arrival of the request to the end of the answer
 */
public record ServerTimes(double queue, double prefill, double decode, double total) {
  /** It says nothing. */
  public static final ServerTimes NONE = new ServerTimes(-1, -1, -1, -1);
}
