package dev.brisk.lab.load;

/**
 * Whether a target queues without end: in an open loop, requests under way become more from window
 * to window, while fewer are answered than are sent. Looked at in windows of {@link #WINDOW_NANOS};
 * windows in which nothing is answered yet say nothing, since each answer takes its time. For one
 * thread.
 */
final class Saturation {
  /** The length of a window. */
  static final long WINDOW_NANOS = 1_500_000_000L;

  /** So many windows in succession, each with more under way than ever in the one before. */
  private static final int WINDOWS = 4;

  /** Fewer than these are no queue. */
  private static final int FEW = 16;

  private static final double KEEPS_UP = 0.9;

  private long windowStart = Long.MIN_VALUE;
  private int least = Integer.MAX_VALUE;
  private int most;
  private int mostBefore = Integer.MAX_VALUE;
  private long startedBefore;
  private long endedBefore;
  private int growing;

  /**
   * Takes what is so now.
   *
   * @param now by one monotonic clock, in nanoseconds
   * @param started how many requests were sent so far
   * @param ended how many of them have ended
   * @return whether the target is saturated
   */
  boolean at(long now, long started, long ended) {
    if (windowStart == Long.MIN_VALUE) {
      windowStart = now;
      startedBefore = started;
      endedBefore = ended;
    }
    int underWay = (int) (started - ended);
    least = Math.min(least, underWay);
    most = Math.max(most, underWay);
    if (now - windowStart < WINDOW_NANOS) {
      return false;
    }
    boolean answers = ended > endedBefore;
    boolean behind = ended - endedBefore < KEEPS_UP * (started - startedBefore);
    if (answers) {
      growing = behind && least > FEW && least > mostBefore ? growing + 1 : 0;
    }
    windowStart = now;
    startedBefore = started;
    endedBefore = ended;
    mostBefore = most;
    least = Integer.MAX_VALUE;
    most = 0;
    return growing >= WINDOWS;
  }
}
