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
  private int rows;
  private int logits;

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
}
