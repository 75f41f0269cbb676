package dev.brisk.engine.kernel.vector;

import static dev.brisk.engine.kernel.vector.Lanes.COUNT;
import static dev.brisk.engine.kernel.vector.Lanes.FLOATS;
import static dev.brisk.engine.kernel.vector.Lanes.PANEL;

import dev.brisk.engine.gguf.LittleEndian;
import dev.brisk.engine.kernel.Layout;
import dev.brisk.engine.kernel.Panels;
import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;

/** One chunk of a panel, decoded to f32: column after column, one value a row. */
final class Slice {
  /** 32 KiB with 16 rows a panel. */
  final float[] values = new float[Layout.CHUNK * PANEL];

  private final Scales scales = new Scales();

  /** Decodes the chunk that begins with {@code firstColumn}. */
  void decode(Panels w, int panel, int firstColumn, int columns) {
    Layout layout = w.layout();
    MemorySegment data = w.data();
    long chunk = (long) firstColumn / Layout.CHUNK * layout.chunkBytes(Layout.CHUNK, PANEL);
    long at = panel * w.panelBytes() + chunk;
    int n = columns * PANEL;
    if (layout.quantized()) {
      scales.read(layout, data, at, columns / layout.block());
      at += layout.scaleBytes(columns, PANEL);
    }
    switch (layout.codes()) {
      case F32 -> MemorySegment.copy(data, LittleEndian.FLOAT, at, values, 0, n);
      case F16 -> {
        for (int i = 0; i < n; i += COUNT) {
          HalfFloats.f16(data, at + 2L * i).intoArray(values, i);
        }
      }
      case BF16 -> {
        for (int i = 0; i < n; i += COUNT) {
          HalfFloats.bf16(data, at + 2L * i).intoArray(values, i);
        }
      }
      case BYTES -> bytes(data, at, columns, layout.block());
      case NIBBLES -> nibbles(data, at, columns, layout.block());
      case TABLE -> table(data, at, columns, layout.block());
    }
  }

  private void bytes(MemorySegment data, long at, int columns, int block) {
    for (int c = 0, s = 0; c < columns; c += block, s += PANEL) {
      FloatVector s0 = FloatVector.fromArray(FLOATS, scales.scales, s);
      FloatVector s1 = FloatVector.fromArray(FLOATS, scales.scales, s + COUNT);
      FloatVector m0 = FloatVector.fromArray(FLOATS, scales.mins, s);
      FloatVector m1 = FloatVector.fromArray(FLOATS, scales.mins, s + COUNT);
      for (int i = c * PANEL; i < (c + block) * PANEL; i += PANEL) {
        Codes.bytes(data, at + i).fma(s0, m0).intoArray(values, i);
        Codes.bytes(data, at + i + COUNT).fma(s1, m1).intoArray(values, i + COUNT);
      }
    }
  }

  private void nibbles(MemorySegment data, long at, int columns, int block) {
    for (int c = 0, s = 0; c < columns; c += block, s += PANEL) {
      FloatVector s0 = FloatVector.fromArray(FLOATS, scales.scales, s);
      FloatVector s1 = FloatVector.fromArray(FLOATS, scales.scales, s + COUNT);
      FloatVector m0 = FloatVector.fromArray(FLOATS, scales.mins, s);
      FloatVector m1 = FloatVector.fromArray(FLOATS, scales.mins, s + COUNT);
      int i = c * PANEL;
      for (int g = 0; g < block; g += Layout.NIBBLES_A_WORD) {
        IntVector w0 = Codes.words(data, at);
        IntVector w1 = Codes.words(data, at + 4L * COUNT);
        at += 4L * PANEL;
        for (int k = 0; k < Layout.NIBBLES_A_WORD; k++) {
          Codes.lowest(w0).fma(s0, m0).intoArray(values, i);
          Codes.lowest(w1).fma(s1, m1).intoArray(values, i + COUNT);
          w0 = Codes.next(w0);
          w1 = Codes.next(w1);
          i += PANEL;
        }
      }
    }
  }

  private void table(MemorySegment data, long at, int columns, int block) {
    for (int c = 0, s = 0; c < columns; c += block, s += PANEL) {
      FloatVector s0 = FloatVector.fromArray(FLOATS, scales.scales, s);
      FloatVector s1 = FloatVector.fromArray(FLOATS, scales.scales, s + COUNT);
      int i = c * PANEL;
      for (int g = 0; g < block; g += Layout.NIBBLES_A_WORD) {
        IntVector w0 = Codes.words(data, at);
        IntVector w1 = Codes.words(data, at + 4L * COUNT);
        at += 4L * PANEL;
        for (int k = 0; k < Layout.NIBBLES_A_WORD; k++) {
          Codes.lookup(w0).mul(s0).intoArray(values, i);
          Codes.lookup(w1).mul(s1).intoArray(values, i + COUNT);
          w0 = Codes.next(w0);
          w1 = Codes.next(w1);
          i += PANEL;
        }
      }
    }
  }
}
