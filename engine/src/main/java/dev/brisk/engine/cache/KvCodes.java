package dev.brisk.engine.cache;

import dev.brisk.engine.KvType;
import dev.brisk.engine.gguf.LittleEndian;
import dev.brisk.engine.kernel.Kernels;
import java.lang.foreign.MemorySegment;

/**
 * Keys or values in Q8_0, with the scales of ggml's {@code quantize_row_q8_0}. Scales stand as
 * codes do, with blocks in the place of dimensions.
 */
final class KvCodes extends KvNumbers {
  /** What {@link Kernels#scaledColumns} may read past the last code. */
  private static final int PADDING = 4;

  private static final int MOST_CODE = 127;
  private static final float MOST_SCALE = 65_504f;

  private final int blocks;
  private final byte[] codes;
  private final short[] scales;

  KvCodes(KvShape shape, boolean keys) {
    super(shape, keys);
    blocks = Math.ceilDiv(headSize, KvType.BLOCK);
    codes = new byte[heads * size() + PADDING];
    scales = new short[heads * blocks * PAGE];
  }

  private KvCodes(KvCodes other) {
    super(other);
    blocks = other.blocks;
    codes = other.codes.clone();
    scales = other.scales.clone();
  }

  @Override
  void put(int slot, float[] from, int offset) {
    int step = step();
    for (int h = 0; h < heads; h++) {
      int to = first(h, slot);
      int scale = h * blocks * PAGE + (keys ? slot : slot * blocks);
      for (int b = 0; b < blocks; b++) {
        int begin = b * KvType.BLOCK;
        int n = Math.min(KvType.BLOCK, headSize - begin);
        int at = offset + h * headSize + begin;
        scales[scale + b * step] = putBlock(from, at, n, to + begin * step);
      }
    }
  }

  /** Makes codes of a block and returns its scale. */
  private short putBlock(float[] from, int at, int n, int to) {
    float most = 0;
    for (int i = at; i < at + n; i++) {
      most = Math.max(most, Math.abs(from[i]));
    }
    float scale = Math.min(most / MOST_CODE, MOST_SCALE);
    float inverse = scale == 0 ? 0 : 1 / scale;
    int step = step();
    for (int i = 0; i < n; i++) {
      int code = Math.round(from[at + i] * inverse);
      codes[to + i * step] = (byte) Math.clamp(code, -MOST_CODE, MOST_CODE);
    }
    return Float.floatToFloat16(scale);
  }

  @Override
  float[] floats(int head, Kernels kernels, float[] scratch) {
    int at = head * size();
    int scale = head * blocks * PAGE;
    if (keys) {
      for (int b = 0; b < blocks; b++) {
        int begin = b * KvType.BLOCK * PAGE;
        int rows = Math.min(KvType.BLOCK, headSize - b * KvType.BLOCK);
        kernels.scaledColumns(
            codes, at + begin, rows, PAGE, scales, scale + b * PAGE, scratch, begin);
      }
    } else {
      kernels.scaledRows(codes, at, PAGE, headSize, KvType.BLOCK, scales, scale, scratch, 0);
    }
    return scratch;
  }

  @Override
  int offset(int head) {
    return 0;
  }

  @Override
  KvNumbers copy() {
    return new KvCodes(this);
  }

  @Override
  long write(MemorySegment to, long at) {
    int n = codes.length - PADDING;
    MemorySegment.copy(codes, 0, to, LittleEndian.BYTE, at, n);
    long next = at + n;
    MemorySegment.copy(scales, 0, to, LittleEndian.SHORT, next, scales.length);
    return next + 2L * scales.length;
  }

  @Override
  long read(MemorySegment from, long at) {
    int n = codes.length - PADDING;
    MemorySegment.copy(from, LittleEndian.BYTE, at, codes, 0, n);
    long next = at + n;
    MemorySegment.copy(from, LittleEndian.SHORT, next, scales, 0, scales.length);
    return next + 2L * scales.length;
  }
}
