package dev.brisk.engine.model;

import dev.brisk.engine.kernel.Kernels;
import org.jspecify.annotations.Nullable;

/**
 * A norm over the numbers of a token or head: RMS norm without a bias, LayerNorm with one.
 *
 * @param weight multiplies what was normalized; its length is that of the norm
 * @param bias is added; null for RMS norm
 * @param epsilon added to the mean square
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record Norm(float[] weight, float @Nullable [] bias, float epsilon) {

  /** Normalizes from {@code x} to {@code out}, which may be the same place. */
  void apply(Kernels kernels, float[] x, int xOffset, float[] out, int outOffset) {
    if (bias == null) {
      kernels.rmsNorm(x, xOffset, weight, weight.length, epsilon, out, outOffset);
    } else {
      kernels.layerNorm(x, xOffset, weight, bias, weight.length, epsilon, out, outOffset);
    }
  }
}
