package dev.brisk.engine.model;

import dev.brisk.engine.cache.KvCache;
import java.util.Arrays;

/**
 * The rows of one forward pass: tokens of one or more sequences, each at its position. Rows of one
 * sequence stand in the order of their positions, and its cache has room for them ({@link
 * KvCache#reserve}). Reused from step to step.
 */
public final class Batch {
  private int[] tokens = new int[64];
  private int[] positions = new int[64];
  private KvCache[] caches = new KvCache[64];
  private int[] logitRows = new int[64];
  private int[] runBegins = new int[65];
  private int rows;
  private int logits;
  private int runs;

  public void clear() {
    Arrays.fill(caches, 0, rows, null);
    rows = 0;
    logits = 0;
  }

  /** Adds a row whose logits nobody needs. */
  public void add(int token, int position, KvCache cache) {
    if (rows == tokens.length) {
      int larger = 2 * rows;
      tokens = Arrays.copyOf(tokens, larger);
      positions = Arrays.copyOf(positions, larger);
      caches = Arrays.copyOf(caches, larger);
      logitRows = Arrays.copyOf(logitRows, larger);
      runBegins = Arrays.copyOf(runBegins, larger + 1);
    }
    tokens[rows] = token;
    positions[rows] = position;
    caches[rows] = cache;
    rows++;
  }

  /**
   * Adds a row after which a token is asked for. Its logits are the {@link #logits()}-th so far.
   */
  public void addWithLogits(int token, int position, KvCache cache) {
    add(token, position, cache);
    logitRows[logits++] = rows - 1;
  }

  public int rows() {
    return rows;
  }

  /** How many rows want logits. */
  public int logits() {
    return logits;
  }

  int token(int row) {
    return tokens[row];
  }

  int position(int row) {
    return positions[row];
  }

  KvCache cache(int row) {
    return caches[row];
  }

  /** The row that the {@code i}-th logits belong to. */
  int logitRow(int i) {
    return logitRows[i];
  }

  /** Positions that rows attend to, all rows together, as if there were no window. */
  long attended() {
    long sum = 0;
    for (int row = 0; row < rows; row++) {
      sum += positions[row] + 1;
    }
    return sum;
  }

  /**
   * Cuts the rows into runs: neighbouring rows of one sequence, of about the same length.
   *
   * @param most rows of a run
   * @param least runs of a sequence, if it has as many rows
   */
  void cut(int most, int least) {
    runs = 0;
    int end = 0;
    for (int begin = 0; begin < rows; begin = end) {
      while (end < rows && caches[end] == caches[begin]) {
        end++;
      }
      int count = end - begin;
      int parts = Math.max(Math.ceilDiv(count, most), Math.min(count, least));
      for (int part = 0; part < parts; part++) {
        runBegins[runs++] = begin + (int) ((long) count * part / parts);
      }
    }
    runBegins[runs] = rows;
  }

  /** Runs that {@link #cut} has made. */
  int runs() {
    return runs;
  }

  /** The first row of a run. */
  int runBegin(int run) {
    return runBegins[run];
  }

  /** The row behind the last of a run. */
  int runEnd(int run) {
    return runBegins[run + 1];
  }
}
