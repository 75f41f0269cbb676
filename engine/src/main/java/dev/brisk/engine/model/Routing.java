package dev.brisk.engine.model;

import dev.brisk.engine.kernel.Kernels;
import java.util.Arrays;

/**
 * Which experts compute which rows of a step, and their buffers. A slot is a row for one of its
 * experts; slots are sorted by expert.
 */
final class Routing {
  /** The router's results, {@link #stride} apart; then probabilities. */
  float[] logits = {};

  final int stride;
  float[] input = {};
  float[] gate = {};
  float[] up = {};
  float[] output = {};

  private final int experts;
  private final int used;
  private final int[] starts;

  /** For each expert, its next free slot while slots are given out. */
  private final int[] next;

  /** For each row, its experts, the most probable first. */
  private int[] expert = {};

  private float[] weight = {};

  /** For each row and each of its experts, the slot. */
  private int[] slots = {};

  private int[] rows = {};

  /**
   * @param stride room for a row of the router's results
   */
  Routing(int experts, int used, int stride) {
    this.experts = experts;
    this.used = used;
    this.stride = stride;
    starts = new int[experts + 1];
    next = new int[experts];
  }

  /** Makes room for {@code rows} rows, a whole number of tiles. */
  void prepare(int rowCount, int tile, Activations a) {
    int most = rowCount * used + tile;
    logits = new float[rowCount * stride];
    input = new float[most * a.width];
    gate = new float[most * a.feedForwardStride];
    up = new float[most * a.feedForwardStride];
    output = new float[most * a.widthStride];
    expert = new int[rowCount * used];
    weight = new float[rowCount * used];
    slots = new int[rowCount * used];
    rows = new int[rowCount * used];
  }

  /** Chooses a row's experts: the greatest probabilities, the first of equals. */
  void choose(Kernels kernels, int row) {
    int at = row * stride;
    kernels.softmax(logits, at, experts);
    float sum = 0;
    for (int i = row * used; i < (row + 1) * used; i++) {
      int best = kernels.argmax(logits, at, experts);
      expert[i] = best;
      weight[i] = logits[at + best];
      sum += weight[i];
      logits[at + best] = -1;
    }
    for (int i = row * used; i < (row + 1) * used; i++) {
      weight[i] /= sum;
    }
  }

  /** Gives the slots out, expert by expert. */
  void sort(int rowCount) {
    Arrays.fill(starts, 0);
    for (int i = 0; i < rowCount * used; i++) {
      starts[expert[i] + 1]++;
    }
    for (int e = 0; e < experts; e++) {
      starts[e + 1] += starts[e];
    }
    System.arraycopy(starts, 0, next, 0, experts);
    for (int i = 0; i < rowCount * used; i++) {
      int slot = next[expert[i]]++;
      slots[i] = slot;
      rows[slot] = i / used;
    }
  }

  int row(int slot) {
    return rows[slot];
  }

  /** The first slot of an expert. */
  int begin(int e) {
    return starts[e];
  }

  int end(int e) {
    return starts[e + 1];
  }

  /** Adds the weighted results of a row's experts to the residual stream. */
  void addTo(Activations a, int row, Kernels kernels) {
    for (int i = row * used; i < (row + 1) * used; i++) {
      kernels.addScaled(
          a.x, row * a.width, output, slots[i] * a.widthStride, a.width, weight[i] * a.residual);
    }
  }
}
