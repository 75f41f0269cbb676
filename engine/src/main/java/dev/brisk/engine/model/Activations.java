package dev.brisk.engine.model;

import dev.brisk.engine.kernel.Kernels;
import dev.brisk.engine.kernel.RowReader;
import dev.brisk.engine.kernel.Worker;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

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

  /** What each worker reads embeddings with. */
  final RowReader[] embedding;

  /** Each worker's buffers for attention. */
  final AttentionRun[] runs;

  /** Factor of what is added to {@link #x}. */
  final float residual;

  private final ModelConfig config;
  private final @Nullable Routing routing;
  private final int tile;
  private int rowCapacity;
  private int logitCapacity;

  /**
   * @param table the embeddings
   * @param vocabulary rows of the output matrix
   * @param panelWidth rows a panel
   * @param tile rows that a product may touch at once
   * @param workers workers that share these buffers
   */
  Activations(
      ModelConfig config, RowReader table, int vocabulary, int panelWidth, int tile, int workers) {
    this.config = config;
    this.tile = tile;
    width = config.width();
    queryStride = roundUp(config.queryWidth(), panelWidth);
    kvStride = roundUp(config.kvWidth(), panelWidth);
    widthStride = roundUp(width, panelWidth);
    feedForwardStride = roundUp(config.feedForward(), panelWidth);
    vocabularyStride = roundUp(vocabulary, panelWidth);
    embedding = new RowReader[workers];
    Arrays.setAll(embedding, worker -> table.another());
    runs = new AttentionRun[workers];
    int group = config.heads() / config.kvHeads();
    Arrays.setAll(runs, i -> new AttentionRun(group, config.headSize()));
    residual = config.scales().residual();
    routing =
        config.experts() == 0
            ? null
            : new Routing(
                config.experts(), config.expertsUsed(), roundUp(config.experts(), panelWidth));
  }

  /** Buffers for experts, of a model that has some. */
  Routing routing() {
    return Objects.requireNonNull(routing);
  }

  /** Adds a product to the residual stream {@code x}; all is there after it. */
  void project(Linear w, float[] in, int stride, int rows, Worker worker) {
    int from = worker.begin(w.count());
    int to = worker.end(w.count());
    Kernels kernels = worker.kernels();
    w.multiply(kernels, from, to, in, stride, rows, projected, widthStride);
    int first = from * w.weight().width();
    int n = Math.min(to * w.weight().width(), width) - first;
    for (int row = 0; row < rows; row++) {
      int at = row * width + first;
      kernels.addScaled(x, at, projected, row * widthStride + first, n, residual);
    }
    worker.barrier();
  }

  private static int roundUp(int n, int unit) {
    return (n + unit - 1) / unit * unit;
  }

  /** Makes room for a step; called before the workers start. */
  void prepare(Batch batch) {
    if (batch.rows() > rowCapacity) {
      int rows = roundUp(batch.rows(), tile);
      x = new float[rows * width];
      normed = new float[rows * width];
      query = new float[rows * queryStride];
      key = new float[rows * kvStride];
      value = new float[rows * kvStride];
      attention = new float[rows * queryStride];
      projected = new float[rows * widthStride];
      gate = new float[rows * feedForwardStride];
      up = new float[rows * feedForwardStride];
      ropeTable = new float[rows * config.rope().dimensions()];
      if (routing != null) {
        routing.prepare(rows, tile, this);
      }
      // Last, so that a failed allocation is tried again.
      rowCapacity = rows;
    }
    if (batch.logits() > logitCapacity) {
      int rows = roundUp(batch.logits(), tile);
      last = new float[rows * width];
      logits = new float[Math.multiplyExact(rows, vocabularyStride)];
      logitCapacity = rows;
    }
    int workersAHead = Math.ceilDiv(runs.length, config.kvHeads());
    batch.cut(AttentionRun.MOST_ROWS, workersAHead);
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
