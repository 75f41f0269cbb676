package dev.brisk.engine.model;

import dev.brisk.engine.cache.KvCache;
import dev.brisk.engine.cache.KvPage;
import dev.brisk.engine.kernel.Kernels;
import dev.brisk.engine.kernel.Worker;
import java.util.Arrays;

/**
 * Causal attention with grouped queries over paged keys and values. Each row attends to its own
 * sequence alone, and where the model has a sliding window to the last positions of it, and the
 * order of all sums depends on its position alone, so a row's result does not depend on its batch.
 */
final class Attention {
  private static final int PAGE = KvPage.POSITIONS;

  private final ModelConfig config;

  Attention(ModelConfig config) {
    this.config = config;
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
    int first = config.slidingWindow() == 0 ? 0 : Math.max(0, count - config.slidingWindow());
    int firstPage = first / PAGE;
    int pages = (count + PAGE - 1) / PAGE;
    int firstHead = row * a.queryStride + kvHead * group * head;
    float scale = config.scales().attention();
    // Room for one query head's scores, from the first page that the row looks at.
    int room = (pages - firstPage) * PAGE;
    int skipped = first - firstPage * PAGE;
    float[] scores = a.scores[worker.index()];
    KvCache cache = batch.cache(row);
    int base = kvHead * head * PAGE;

    for (int p = firstPage; p < pages; p++) {
      float[] keys = cache.page(p).keys(layer);
      for (int g = 0; g < group; g++) {
        int to = g * room + (p - firstPage) * PAGE;
        kernels.scores(a.query, firstHead + g * head, keys, base, head, PAGE, scale, scores, to);
      }
    }
    for (int g = 0; g < group; g++) {
      kernels.softmax(scores, g * room + skipped, count - first);
    }
    Arrays.fill(a.attention, firstHead, firstHead + group * head, 0f);
    for (int p = firstPage; p < pages; p++) {
      float[] values = cache.page(p).values(layer);
      int begin = p == firstPage ? skipped : 0;
      int here = Math.min(PAGE, count - p * PAGE) - begin;
      for (int g = 0; g < group; g++) {
        int from = g * room + (p - firstPage) * PAGE + begin;
        int at = base + begin * head;
        kernels.weightedSum(
            scores, from, here, values, at, head, a.attention, firstHead + g * head);
      }
    }
  }
}
