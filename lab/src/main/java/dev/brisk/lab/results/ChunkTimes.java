package dev.brisk.lab.results;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * When the chunks of an answer came, as gaps in microseconds: from the sending of the request to
 * the first, then from one to the next. The gaps are those of rounded moments, so they add up.
 * Immutable.
 */
public final class ChunkTimes {
  /** No chunk. */
  public static final ChunkTimes NONE = new ChunkTimes(new int[0]);

  private final int[] gaps;

  private ChunkTimes(int[] gaps) {
    this.gaps = gaps;
  }

  /**
   * @param sentNanos when the request was sent
   * @param chunkNanos when chunks came, not descending, by the same clock
   * @param count how many of them
   */
  public static ChunkTimes of(long sentNanos, long[] chunkNanos, int count) {
    var gaps = new int[count];
    var last = 0L;
    for (var i = 0; i < count; i++) {
      var micros = Math.round((chunkNanos[i] - sentNanos) / 1e3);
      gaps[i] = Math.clamp(micros - last, 0, Integer.MAX_VALUE);
      last += gaps[i];
    }
    return new ChunkTimes(gaps);
  }

  /** Of gaps as they stand in a file. */
  public static ChunkTimes ofGaps(int[] micros) {
    return micros.length == 0 ? NONE : new ChunkTimes(micros.clone());
  }

  /** How many chunks came. */
  public int count() {
    return gaps.length;
  }

  /**
   * The microseconds before chunk {@code index}: from the chunk before, or from the sending for the
   * first.
   */
  public int gapMicros(int index) {
    return gaps[index];
  }

  /** Equal gaps are equal times. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ChunkTimes times && Arrays.equals(gaps, times.gaps);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(gaps);
  }

  @Override
  public String toString() {
    return Arrays.toString(gaps);
  }
}
