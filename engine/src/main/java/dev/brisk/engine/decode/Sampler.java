package dev.brisk.engine.decode;

import dev.brisk.engine.Sampling;
import dev.brisk.engine.TokenFilter;
import dev.brisk.engine.kernel.Kernels;
import java.util.BitSet;
import java.util.SplittableRandom;

/**
 * Chooses tokens for one sequence. Each token takes exactly one random number (where a filter
 * refuses tokens, one each time it is asked), so that the output for a seed does not depend on
 * drafts.
 *
 * <p>With drafts this is rejection sampling (Leviathan et al., 2023) for drafts that are certain: a
 * token is chosen from the model's distribution p, and the drafted token d is kept if it is that
 * one. So d is kept with the probability p(d) = min(1, p(d) / q(d)) where the draft's distribution
 * q is all on d, and another token comes from what is left of p without d. Drafts are always single
 * tokens here, also those of a smaller model, of which the likeliest is taken.
 */
final class Sampler {
  /** Tokens that are tried one by one before the allowed ones are collected. */
  private static final int TRIES = 3;

  private final Sampling sampling;
  private final SplittableRandom random;
  private final BitSet allowed = new BitSet();
  private int[] heap = {};
  private float[] weights = {};

  Sampler(Sampling sampling) {
    this.sampling = sampling;
    random = new SplittableRandom(sampling.seed());
  }

  int choose(float[] logits, int offset, int n, Kernels kernels) {
    if (sampling.isGreedy()) {
      return kernels.argmax(logits, offset, n);
    }
    int kept = keep(logits, offset, n);
    float max = logits[offset + heap[n - 1]];
    float total = 0;
    for (int i = 0; i < kept; i++) {
      float logit = logits[offset + heap[n - 1 - i]];
      weights[i] = (float) Math.exp((logit - max) / sampling.temperature());
      total += weights[i];
    }
    double left = random.nextDouble() * total;
    for (int i = 0; i < kept - 1; i++) {
      left -= weights[i];
      if (left < 0) {
        return heap[n - 1 - i];
      }
    }
    return heap[n - kept];
  }

  /**
   * Chooses among the tokens that a filter allows, after it has refused one. Refused tokens leave
   * the distribution one by one at first, since mostly the second or third is allowed; then all
   * that are not allowed leave it at once.
   *
   * @return -1 if none is allowed
   */
  int chooseAllowed(
      TokenFilter filter, int refused, float[] logits, int offset, int n, Kernels kernels) {
    int token = refused;
    for (int tries = 0; tries < TRIES; tries++) {
      logits[offset + token] = Float.NEGATIVE_INFINITY;
      token = choose(logits, offset, n, kernels);
      if (filter.allows(token)) {
        return token;
      }
    }
    allowed.clear();
    filter.allowed(allowed, n);
    if (allowed.isEmpty()) {
      return -1;
    }
    for (int i = allowed.nextClearBit(0); i < n; i = allowed.nextClearBit(i + 1)) {
      logits[offset + i] = Float.NEGATIVE_INFINITY;
    }
    return choose(logits, offset, n, kernels);
  }

  /**
   * Takes tokens off a heap, most likely first, until a filter says that the rest does not count.
   * They end up at the end of {@code heap}, the most likely last.
   */
  private int keep(float[] logits, int offset, int n) {
    if (heap.length != n) {
      heap = new int[n];
      weights = new float[n];
    }
    for (int i = 0; i < n; i++) {
      heap[i] = i;
    }
    for (int i = n / 2 - 1; i >= 0; i--) {
      siftDown(logits, offset, i, n);
    }
    float max = logits[offset + heap[0]];
    int most = sampling.topK() == 0 ? n : Math.min(sampling.topK(), n);
    int taken = 0;
    double total = 0;
    if (sampling.topK() > 0) {
      for (; taken < most; taken++) {
        total += Math.exp(logits[offset + take(logits, offset, n - 1 - taken)] - max);
      }
    } else if (sampling.topP() < 1) {
      for (int i = 0; i < n; i++) {
        total += Math.exp(logits[offset + i] - max);
      }
    }
    double sum = 0;
    int kept = 0;
    while (kept < most && (sampling.topP() == 1 || sum < sampling.topP() * total)) {
      if (kept == taken) {
        int ignored = take(logits, offset, n - 1 - taken++);
      }
      double likelihood = Math.exp(logits[offset + heap[n - 1 - kept]] - max);
      // Nothing that cannot come is kept, or rounding could choose it.
      if (likelihood == 0 || likelihood < sampling.minP()) {
        break;
      }
      sum += likelihood;
      kept++;
    }
    return Math.max(1, kept);
  }

  /**
   * Moves the most likely token from the heap's top to {@code end}, the last place of the heap, and
   * returns it.
   */
  private int take(float[] logits, int offset, int end) {
    int top = heap[0];
    heap[0] = heap[end];
    heap[end] = top;
    siftDown(logits, offset, 0, end);
    return top;
  }

  private void siftDown(float[] logits, int offset, int start, int size) {
    int i = start;
    while (2 * i + 1 < size) {
      int child = 2 * i + 1;
      if (child + 1 < size && likelier(logits, offset, heap[child + 1], heap[child])) {
        child++;
      }
      if (!likelier(logits, offset, heap[child], heap[i])) {
        return;
      }
      int t = heap[i];
      heap[i] = heap[child];
      heap[child] = t;
      i = child;
    }
  }

  /** A total order, so that equal logits are always taken in the same order. */
  private static boolean likelier(float[] logits, int offset, int a, int b) {
    int c = Float.compare(logits[offset + a], logits[offset + b]);
    return c > 0 || (c == 0 && a < b);
  }
}
