package dev.brisk.engine.kernel;

/**
 * One block of a quantized type, taken apart by {@link BlockReader}: {@code value = code * scale +
 * min} with {@code scale = float(factor) * scales[b]} and {@code min = float(minFactor) * mins[b]}
 * for the columns of sub-block b. Types without sub-blocks have the one factor, times 1. Only what
 * a type's {@link Layout} has is set.
 */
final class UnpackedBlock {
  /** Codes as the layout stores them: signed bytes, or 0 to 15. */
  final byte[] codes = new byte[Layout.CHUNK];

  /** Factors of the sub-blocks' scales. */
  final byte[] scales = new byte[Layout.MOST_BLOCKS];

  /** Factors of the sub-blocks' mins. */
  final byte[] mins = new byte[Layout.MOST_BLOCKS];

  /** The factor of all scales, an f16. */
  short factor;

  /** The factor of all mins, an f16; mins are added, so ggml's are stored with the sign changed. */
  short minFactor;
}
