package dev.brisk.engine.model;

import dev.brisk.engine.cache.KvPage;

/**
 * The buffers of a forward pass, kept from step to step and grown when a step has more rows than
 * any before. Strides are whole panels, and there is room for a whole tile of rows, as {@link
 * dev.brisk.engine.kernel.Kernels#multiply} demands.
 */
public final class Activations {
  final int width;
  final int queryStride;
  final int kvStride;
  final int widthStride;
  final int feedForwardStride;
  final int vocabularyStride;

  float[] x = {};
  float[] normed = {};
  float[] query = {};
  float[] key = {};
  float[] value = {};
  float[] attention = {};
  float[] projected = {};
  float[] gate = {};
  float[] up = {};
  float[] ropeTable = {};
  float[] last = {};
  float[] logits = {};

  /** Attention scores of one worker: the query heads of one key head, each for all positions. */
  final float[][] scores;

  private final ModelConfig config;
  private final int tile;
  private int rowCapacity;
  private int logitCapacity;

  /**
   * @param vocabulary rows of the output matrix
   * @param panelWidth rows a panel
   * @param tile rows that a product may touch at once
   * @param workers workers that share these buffers
   */
  Activations(ModelConfig config, int vocabulary, int panelWidth, int tile, int workers) {
    this.config = config;
    this.tile = tile;
    width = config.width();
    queryStride = roundUp(config.queryWidth(), panelWidth);
    kvStride = roundUp(config.kvWidth(), panelWidth);
    widthStride = roundUp(width, panelWidth);
    feedForwardStride = roundUp(config.feedForward(), panelWidth);
    vocabularyStride = roundUp(vocabulary, panelWidth);
    scores = new float[workers][0];
  }

  private static int roundUp(int n, int unit) {
    return (n + unit - 1) / unit * unit;
  }

  /** Makes room for a step; called before the workers start. */
  void prepare(Batch batch) {
    if (batch.rows() > rowCapacity) {
      rowCapacity = roundUp(batch.rows(), tile);
      x = new float[rowCapacity * width];
      normed = new float[rowCapacity * width];
      query = new float[rowCapacity * queryStride];
      key = new float[rowCapacity * kvStride];
      value = new float[rowCapacity * kvStride];
      attention = new float[rowCapacity * queryStride];
      projected = new float[rowCapacity * widthStride];
      gate = new float[rowCapacity * feedForwardStride];
      up = new float[rowCapacity * feedForwardStride];
      ropeTable = new float[rowCapacity * config.ropeDimensions()];
    }
    if (batch.logits() > logitCapacity) {
      logitCapacity = roundUp(batch.logits(), tile);
      last = new float[logitCapacity * width];
      logits = new float[Math.multiplyExact(logitCapacity, vocabularyStride)];
    }
    int positions = 0;
    for (int row = 0; row < batch.rows(); row++) {
      positions = Math.max(positions, batch.position(row) + 1);
    }
    int perHead = roundUp(positions, KvPage.POSITIONS);
    int group = config.heads() / config.kvHeads();
    for (int i = 0; i < scores.length; i++) {
      if (scores[i].length < perHead * group) {
        scores[i] = new float[2 * perHead * group];
      }
    }
  }

  /** The array that holds the logits of the last step. */
  float[] logits() {
    return logits;
  }

  /** Where the {@code i}-th logits of the last step start in {@link #logits()}. */
  int logitsOffset(int i) {
    return i * vocabularyStride;
  }
}
