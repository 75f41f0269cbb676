package dev.brisk.engine;

import static dev.brisk.engine.LlamaCppRounding.f16;

/**
 * The attention of one query head as llama.cpp's flash attention computes it on a CPU ({@code
 * ggml_compute_forward_flash_attn_ext}): position by position, with a running maximum, and with the
 * sum of values kept in F16. That sum is what rounds most: it is rounded again at each position.
 */
final class LlamaCppAttention {
  private final float[] sum;
  private float most = Float.NEGATIVE_INFINITY;
  private float weights;

  LlamaCppAttention(int headSize) {
    sum = new float[headSize];
  }

  /**
   * @param values as in {@link dev.brisk.engine.kernel.Kernels#weightedSum}
   */
  void add(float score, float[] values, int offset) {
    float weight = 1;
    if (score > most) {
      float shrink = (float) Math.exp(most - score);
      most = score;
      weights *= shrink;
      for (int d = 0; d < sum.length; d++) {
        sum[d] = f16(sum[d] * shrink);
      }
    } else {
      weight = (float) Math.exp(score - most);
    }
    for (int d = 0; d < sum.length; d++) {
      sum[d] = f16(Math.fma(f16(values[offset + d]), weight, sum[d]));
    }
    weights += weight;
  }

  void result(float[] out, int offset) {
    for (int d = 0; d < sum.length; d++) {
      out[offset + d] = sum[d] / weights;
    }
  }
}
