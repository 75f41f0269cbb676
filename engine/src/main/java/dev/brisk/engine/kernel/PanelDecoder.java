package dev.brisk.engine.kernel;

import dev.brisk.engine.gguf.LittleEndian;
import java.lang.foreign.MemorySegment;

/** Reads panels back as f32, a chunk at a time, in plain Java. One thread. */
final class PanelDecoder {
  private static final float[] TABLE = Layout.table();

  private final int width;
  private final float[] scales;
  private final float[] mins;
  private Layout layout = new Layout(Layout.Codes.F32, 1, false, false, 0);
  private MemorySegment data = MemorySegment.NULL;
  private long codesAt;

  PanelDecoder(int width) {
    this.width = width;
    scales = new float[Layout.MOST_BLOCKS * width];
    mins = new float[Layout.MOST_BLOCKS * width];
  }

  /** Goes to a chunk and reads its scales. */
  void chunk(Panels w, int panel, int chunk) {
    layout = w.layout();
    data = w.data();
    int columns = Math.min(Layout.CHUNK, w.columns() - chunk * Layout.CHUNK);
    long at = panel * w.panelBytes() + (long) chunk * layout.chunkBytes(Layout.CHUNK, width);
    codesAt = at + layout.scaleBytes(columns, width);
    if (!layout.quantized()) {
      return;
    }
    int n = columns / layout.block() * width;
    read(at, n, scales, 0);
    if (layout.mins()) {
      read(at, n, mins, 1);
    } else {
      for (int i = 0; i < n; i++) {
        mins[i] = -layout.offset() * scales[i];
      }
    }
  }

  /** Reads the {@code n} scales ({@code which} is 0) or mins (1) of a chunk. */
  private void read(long at, int n, float[] out, int which) {
    if (!layout.nested()) {
      for (int i = 0; i < n; i++) {
        out[i] = half(at + 2L * (which * n + i));
      }
      return;
    }
    long bytes = at + (layout.mins() ? 4L : 2L) * width + (long) which * n;
    for (int i = 0; i < n; i++) {
      float factor = half(at + 2L * (which * width + i % width));
      out[i] = factor * data.get(LittleEndian.BYTE, bytes + i);
    }
  }

  private float half(long at) {
    return Float.float16ToFloat(data.get(LittleEndian.SHORT, at));
  }

  /** Column {@code c} of the chunk, {@code width} values. */
  void column(int c, float[] out) {
    long value = (long) c * width;
    switch (layout.codes()) {
      case F32 -> MemorySegment.copy(data, LittleEndian.FLOAT, codesAt + value * 4, out, 0, width);
      case F16 -> {
        for (int i = 0; i < width; i++) {
          out[i] = half(codesAt + (value + i) * 2);
        }
      }
      case BF16 -> {
        for (int i = 0; i < width; i++) {
          int bits = data.get(LittleEndian.SHORT, codesAt + (value + i) * 2) << 16;
          out[i] = Float.intBitsToFloat(bits);
        }
      }
      case BYTES, NIBBLES, TABLE -> {
        int scale = c / layout.block() * width;
        for (int i = 0; i < width; i++) {
          out[i] = Math.fma(code(c, i), scales[scale + i], mins[scale + i]);
        }
      }
    }
  }

  private float code(int c, int lane) {
    if (layout.codes() == Layout.Codes.BYTES) {
      return data.get(LittleEndian.BYTE, codesAt + (long) c * width + lane);
    }
    long word = codesAt + ((long) c / Layout.NIBBLES_A_WORD * width + lane) * 4;
    int nibble = (data.get(LittleEndian.INT, word) >>> (c % Layout.NIBBLES_A_WORD * 4)) & 15;
    return layout.codes() == Layout.Codes.TABLE ? TABLE[nibble] : nibble;
  }
}
