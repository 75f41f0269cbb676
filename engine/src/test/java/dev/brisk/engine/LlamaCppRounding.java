package dev.brisk.engine;

import dev.brisk.engine.kernel.Layout;

/**
 * How llama.cpp rounds activations on x86 before a product, by the type of the weights (ggml's
 * {@code vec_dot_type}). Rounded values are put back as floats.
 */
final class LlamaCppRounding {
  private static final int Q8_0_BLOCK = 32;
  private static final int Q8_K_BLOCK = 256;

  private LlamaCppRounding() {}

  /**
   * Rounds {@code n} values, whole blocks of them. One thing is left out: before Q4_1 and Q5_1
   * (Q8_1 blocks) llama.cpp also rounds the sum of a block to F16.
   */
  static void round(Layout weights, float[] x, int offset, int n) {
    switch (weights.codes()) {
      case F32 -> {}
      case F16 -> toF16(x, offset, n);
      case BF16 -> toBf16(x, offset, n);
      case BYTES, NIBBLES, TABLE -> {
        // Types with nested scales are those in super-blocks.
        int block = weights.nested() ? Q8_K_BLOCK : Q8_0_BLOCK;
        for (int from = offset; from < offset + n; from += block) {
          if (weights.nested()) {
            toQ8K(x, from);
          } else {
            toQ8(x, from);
          }
        }
      }
    }
  }

  /** {@code quantize_row_q8_0}: codes are made with the scale in f32, and read with it in F16. */
  private static void toQ8(float[] x, int from) {
    float most = 0;
    for (int i = from; i < from + Q8_0_BLOCK; i++) {
      most = Math.max(most, Math.abs(x[i]));
    }
    float inverse = most == 0 ? 0 : 127f / most;
    float scale = f16(most / 127f);
    for (int i = from; i < from + Q8_0_BLOCK; i++) {
      x[i] = (float) Math.rint(x[i] * inverse) * scale;
    }
  }

  /** {@code quantize_row_q8_K}: the value that is farthest from zero becomes -127. */
  private static void toQ8K(float[] x, int from) {
    float farthest = 0;
    for (int i = from; i < from + Q8_K_BLOCK; i++) {
      farthest = Math.abs(x[i]) > Math.abs(farthest) ? x[i] : farthest;
    }
    float inverse = farthest == 0 ? 0 : -127f / farthest;
    float scale = farthest == 0 ? 0 : 1 / inverse;
    for (int i = from; i < from + Q8_K_BLOCK; i++) {
      x[i] = Math.min(127, (float) Math.rint(x[i] * inverse)) * scale;
    }
  }

  static void toF16(float[] x, int offset, int n) {
    for (int i = offset; i < offset + n; i++) {
      x[i] = f16(x[i]);
    }
  }

  static float f16(float v) {
    return Float.float16ToFloat(Float.floatToFloat16(v));
  }

  private static void toBf16(float[] x, int offset, int n) {
    for (int i = offset; i < offset + n; i++) {
      int bits = Float.floatToRawIntBits(x[i]);
      int nearest = bits + 0x7fff + (bits >>> 16 & 1);
      x[i] = Float.intBitsToFloat(nearest & 0xffff0000);
    }
  }
}
