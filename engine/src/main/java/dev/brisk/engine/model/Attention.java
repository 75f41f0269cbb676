package dev.brisk.engine.model;

import dev.brisk.engine.cache.KvCache;
import dev.brisk.engine.cache.KvPage;
import dev.brisk.engine.kernel.Kernels;
import dev.brisk.engine.kernel.Worker;
import java.util.Arrays;

/**
 * Causal attention with grouped queries over paged keys and values. Each row attends to its own
 * sequence alone, and the order of all sums depends on its position alone, so a row's result does
 * not depend on its batch.
 */
final class Attention {
  private static final int PAGE = KvPage.POSITIONS;

  private final ModelConfig config;
  private final float scale;

  Attention(ModelConfig config) {
    this.config = config;
    scale = (float) (1 / Math.sqrt(config.headSize()));
  }

  /** Puts the keys and values of this worker's rows into their caches. */
  void store(Batch batch, Activations a, int layer, Worker worker) {
    int head = config.headSize();
    for (int row = worker.begin(batch.rows()); row < worker.end(batch.rows()); row++) {
      int position = batch.position(row);
      KvPage page = batch.cache(row).page(position / PAGE);
      int slot = position % PAGE;
      float[] keys = page.keys(layer);
      float[] values = page.values(layer);
      int from = row * a.kvStride;
      for (int h = 0; h < config.kvHeads(); h++) {
        int base = h * head * PAGE;
        for (int d = 0; d < head; d++) {
          keys[base + d * PAGE + slot] = a.key[from + h * head + d];
        }
        System.arraycopy(a.value, from + h * head, values, base + slot * head, head);
      }
    }
  }

  /**
   * Computes this worker's share of the rows and key heads, from {@code query} to {@code
   * attention}.
   */
  void attend(Batch batch, Activations a, int layer, Worker worker) {
    int units = batch.rows() * config.kvHeads();
    for (int unit = worker.begin(units); unit < worker.end(units); unit++) {
      attend(batch, a, layer, unit / config.kvHeads(), unit % config.kvHeads(), worker);
    }
  }

  private void attend(Batch batch, Activations a, int layer, int row, int kvHead, Worker worker) {
    Kernels kernels = worker.kernels();
    int head = config.headSize();
    int group = config.heads() / config.kvHeads();
    int count = batch.position(row) + 1;
    int pages = (count + PAGE - 1) / PAGE;
    int firstHead = row * a.queryStride + kvHead * group * head;
    float[] scores = a.scores[worker.index()];
    KvCache cache = batch.cache(row);
    int base = kvHead * head * PAGE;

    for (int p = 0; p < pages; p++) {
      float[] keys = cache.page(p).keys(layer);
      for (int g = 0; g < group; g++) {
        int to = g * pages * PAGE + p * PAGE;
        kernels.scores(a.query, firstHead + g * head, keys, base, head, PAGE, scale, scores, to);
      }
    }
    for (int g = 0; g < group; g++) {
      kernels.softmax(scores, g * pages * PAGE, count);
    }
    Arrays.fill(a.attention, firstHead, firstHead + group * head, 0f);
    for (int p = 0; p < pages; p++) {
      float[] values = cache.page(p).values(layer);
      int here = Math.min(PAGE, count - p * PAGE);
      for (int g = 0; g < group; g++) {
        int from = g * pages * PAGE + p * PAGE;
        kernels.weightedSum(
            scores, from, here, values, base, head, a.attention, firstHead + g * head);
      }
    }
  }
}
