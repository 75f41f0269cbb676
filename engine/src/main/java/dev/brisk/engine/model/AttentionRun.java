package dev.brisk.engine.model;

import dev.brisk.engine.cache.KvPage;
import java.util.Arrays;

/**
 * One worker's buffers for the attention of one key head to a run of rows, {@link #MOST_ROWS} at
 * most; their size does not depend on the context. Query heads are numbered row by row.
 */
final class AttentionRun {
  /** Rows of a run: a page that was fetched from memory serves so many. */
  static final int MOST_ROWS = 24;

  /** Query heads one behind the other. */
  final float[] queries;

  /** Scores of a page for each query head, and then weights. */
  final float[] scores;

  /** Room for a page of keys, and of values, that are not kept as floats. */
  final float[] keys;

  final float[] values;

  /** What {@link dev.brisk.engine.kernel.Kernels#weigh} keeps, two numbers a query head. */
  final float[] states;

  /** Weighted sums of values so far, for each query head. */
  final float[] sums;

  private Batch batch = new Batch();
  private int firstRow;

  /**
   * @param group query heads a key head
   * @param head numbers a head
   */
  AttentionRun(int group, int head) {
    int heads = MOST_ROWS * group;
    queries = new float[heads * head];
    scores = new float[heads * KvPage.POSITIONS];
    keys = new float[head * KvPage.POSITIONS];
    values = new float[head * KvPage.POSITIONS];
    states = new float[2 * heads];
    sums = new float[heads * head];
  }

  /**
   * Begins with nothing attended to.
   *
   * @param first the run's first row in the batch
   * @param numbers those of all its query heads
   */
  void begin(Batch rows, int first, int numbers) {
    batch = rows;
    firstRow = first;
    Arrays.fill(sums, 0, numbers, 0f);
    for (int i = 0; i < states.length; i += 2) {
      states[i] = Float.NEGATIVE_INFINITY;
      states[i + 1] = 0;
    }
  }

  /** The position of a row of the run. */
  int position(int row) {
    return batch.position(firstRow + row);
  }

  /** Writes the results of {@code count} query heads from {@code first} on. */
  void finish(int first, int count, int head, float[] out, int outOffset) {
    for (int i = 0; i < count; i++) {
      int from = (first + i) * head;
      scale(sums, from, head, 1 / states[2 * (first + i) + 1]);
      System.arraycopy(sums, from, out, outOffset + i * head, head);
    }
  }

  static void scale(float[] x, int offset, int n, float factor) {
    for (int i = offset; i < offset + n; i++) {
      x[i] *= factor;
    }
  }
}
