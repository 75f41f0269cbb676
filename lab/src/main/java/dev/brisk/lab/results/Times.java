package dev.brisk.lab.results;

/**
 * When what happened, in nanoseconds from the start of the run; {@link #NONE} for what did not.
 *
 * @param intended when the schedule wanted the request to be sent. Latencies count from here; in a
 *     closed loop it is the same as {@code sent}
 * @param sent when it was sent
 * @param firstToken when the first token of any kind came
 * @param end when the last byte of the answer had come, or the request was given up
 * @param applied when the accepted bytes were on disk
 */
public record Times(long intended, long sent, long firstToken, long end, long applied) {
  /** It did not happen. */
  public static final long NONE = -1;

  /** How far the client was behind its schedule. */
  public long delayNanos() {
    return sent - intended;
  }

  /** From the intended start to the first token; {@link #NONE} if none came. */
  public long ttftNanos() {
    return since(firstToken);
  }

  /** From the intended start to the end. */
  public long e2eNanos() {
    return since(end);
  }

  /** From the intended start until the accepted bytes were on disk. */
  public long appliedNanos() {
    return since(applied);
  }

  private long since(long moment) {
    return moment == NONE ? NONE : moment - intended;
  }
}
