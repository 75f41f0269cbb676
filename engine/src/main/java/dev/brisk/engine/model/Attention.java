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
      int at = row * a.kvStride;
      page.put(layer, position % PAGE, a.key, at, a.value, at);
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
    AttentionRun own = a.runs[worker.index()];
    int begin = batch.runBegin(run);
    int end = batch.runEnd(run);
    int numbers = group * head;
    for (int row = begin; row < end; row++) {
      int from = row * a.queryStride + kvHead * numbers;
      System.arraycopy(a.query, from, own.queries, (row - begin) * numbers, numbers);
    }
    own.begin(batch, begin, (end - begin) * numbers);
    KvCache cache = batch.cache(begin);
    int from = begin;
    int last = batch.position(end - 1) / PAGE;
    for (int page = first(batch.position(begin)) / PAGE; page <= last; page++) {
      while (batch.position(from) < page * PAGE) {
        from++;
      }
      int to = end;
      while (first(batch.position(to - 1)) >= (page + 1) * PAGE) {
        to--;
      }
      add(own, cache.page(page), page * PAGE, layer, kvHead, from - begin, to - begin, worker);
    }
    for (int row = begin; row < end; row++) {
      int out = row * a.queryStride + kvHead * numbers;
      own.finish((row - begin) * group, group, head, a.attention, out);
    }
  }

  /** The first position that one attends to. */
  private int first(int position) {
    return config.slidingWindow() == 0 ? 0 : Math.max(0, position + 1 - config.slidingWindow());
  }

  /**
   * Adds a page to what the rows of a run have attended to.
   *
   * @param start the page's first position
   * @param from the first row of the run that attends to some of the page; {@code to} ends them
   */
  private void add(
      AttentionRun own,
      KvPage page,
      int start,
      int layer,
      int kvHead,
      int from,
      int to,
      Worker worker) {
    Kernels kernels = worker.kernels();
    int at = page.offset(kvHead);
    int query = from * group * head;
    int count = (to - from) * group;
    float[] keys = page.keys(layer, kvHead, kernels, own.keys);
    kernels.scores(
        own.queries, query, count, keys, at, head, PAGE, own.scores, from * group * PAGE);
    float[] values = page.values(layer, kvHead, kernels, own.values);
    boolean whole = own.position(from) >= start + PAGE - 1 && first(own.position(to - 1)) <= start;
    for (int row = from; row < to; row++) {
      int begin = Math.max(0, first(own.position(row)) - start);
      int end = Math.min(PAGE, own.position(row) + 1 - start);
      weigh(kernels, own, row, begin, end);
      if (!whole) {
        sum(kernels, own, row, row + 1, begin, end, values, at);
      }
    }
    if (whole) {
      sum(kernels, own, from, to, 0, PAGE, values, at);
    }
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
