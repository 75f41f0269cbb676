package dev.brisk.engine.model;

import dev.brisk.engine.cache.KvCache;
import dev.brisk.engine.cache.KvPage;
import dev.brisk.engine.kernel.Kernels;
import dev.brisk.engine.kernel.Worker;

/**
 * Causal attention with grouped queries over paged keys and values. Each row attends to its own
 * sequence alone, and where the model has a sliding window to the last positions of it.
 *
 * <p>The softmax is made page by page, so that nothing but keys and values grows with the context.
 * Neighbouring rows of a sequence go through its pages together. The order of all sums of a row
 * depends on its position alone, so its result does not depend on its batch.
 */
final class Attention {
  private static final int PAGE = KvPage.POSITIONS;

  private final ModelConfig config;
  private final int head;
  private final int group;

  Attention(ModelConfig config) {
    this.config = config;
    head = config.headSize();
    group = config.heads() / config.kvHeads();
  }

  /** Puts the keys and values of this worker's rows into their caches. */
  void store(Batch batch, Activations a, int layer, Worker worker) {
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
   * Computes this worker's share of the runs of rows and key heads, from {@code query} to {@code
   * attention}.
   */
  void attend(Batch batch, Activations a, int layer, Worker worker) {
    int runs = batch.runs();
    int units = runs * config.kvHeads();
    // Runs vary fastest: later ones of a prompt have more to look at, so each worker gets some.
    for (int unit = worker.begin(units); unit < worker.end(units); unit++) {
      attend(batch, a, layer, unit % runs, unit / runs, worker);
    }
  }

  private void attend(Batch batch, Activations a, int layer, int run, int kvHead, Worker worker) {
    Kernels kernels = worker.kernels();
    AttentionRun own = a.runs[worker.index()];
    int first = batch.runBegin(run);
    int rows = batch.runEnd(run) - first;
    KvCache cache = batch.cache(first);
    for (int r = 0; r < rows; r++) {
      int from = (first + r) * a.queryStride + kvHead * group * head;
      System.arraycopy(a.query, from, own.queries, r * group * head, group * head);
    }
    own.begin(rows * group * head);

    int at = kvHead * head * PAGE;
    int from = 0;
    int last = batch.position(first + rows - 1);
    for (int page = begin(batch.position(first)) / PAGE; page <= last / PAGE; page++) {
      int start = page * PAGE;
      while (batch.position(first + from) < start) {
        from++;
      }
      int to = rows;
      while (begin(batch.position(first + to - 1)) >= start + PAGE) {
        to--;
      }
      float[] keys = cache.page(page).keys(layer);
      int score = from * group * PAGE;
      int count = (to - from) * group;
      kernels.scores(
          own.queries, from * group * head, count, keys, at, head, PAGE, own.scores, score);
      float[] values = cache.page(page).values(layer);
      boolean whole =
          batch.position(first + from) >= start + PAGE - 1
              && begin(batch.position(first + to - 1)) <= start;
      for (int r = from; r < to; r++) {
        int position = batch.position(first + r);
        int begin = Math.max(0, begin(position) - start);
        int end = Math.min(PAGE, position + 1 - start);
        weigh(kernels, own, r, begin, end);
        if (!whole) {
          sum(kernels, own, r, r + 1, begin, end, values, at);
        }
      }
      if (whole) {
        sum(kernels, own, from, to, 0, PAGE, values, at);
      }
    }
    for (int r = 0; r < rows; r++) {
      int out = (first + r) * a.queryStride + kvHead * group * head;
      own.finish(r * group, group, head, a.attention, out);
    }
  }

  /** The first position that one attends to. */
  private int begin(int position) {
    return config.slidingWindow() == 0 ? 0 : Math.max(0, position + 1 - config.slidingWindow());
  }

  /** Makes weights of a row's scores for positions of a page. */
  private void weigh(Kernels kernels, AttentionRun own, int row, int begin, int end) {
    float scale = config.scales().attention();
    for (int q = row * group; q < (row + 1) * group; q++) {
      float factor =
          kernels.weigh(own.scores, q * PAGE, PAGE, begin, end, scale, own.states, 2 * q);
      if (factor != 1) {
        AttentionRun.scale(own.sums, q * head, head, factor);
      }
    }
  }

  /** Adds the weighted values of positions of a page, for some rows. */
  private void sum(
      Kernels kernels,
      AttentionRun own,
      int from,
      int to,
      int begin,
      int end,
      float[] values,
      int at) {
    kernels.weightedSum(
        own.scores,
        from * group * PAGE + begin,
        PAGE,
        (to - from) * group,
        end - begin,
        values,
        at + begin * head,
        head,
        own.sums,
        from * group * head);
  }
}
