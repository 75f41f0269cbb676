package dev.brisk.engine.kernel.vector;

import static dev.brisk.engine.kernel.vector.Lanes.COUNT;
import static dev.brisk.engine.kernel.vector.Lanes.FLOATS;
import static dev.brisk.engine.kernel.vector.Lanes.ORDER;
import static dev.brisk.engine.kernel.vector.Lanes.PANEL;

import dev.brisk.engine.kernel.Panels;
import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;

/**
 * One activation row times panels: the product of plain decoding, bound by memory. The order of the
 * additions is that of {@link TileProduct}, column by column for each row, so both give the same
 * bits.
 */
final class RowProduct {
  private final QuantizedRow quantized = new QuantizedRow();

  void multiply(Panels w, int from, int to, float[] x, int xOffset, float[] y, int yOffset) {
    if (w.layout().quantized()) {
      quantized.multiply(w, from, to, x, xOffset, y, yOffset);
      return;
    }
    MemorySegment data = w.data();
    long bytes = w.panelBytes();
    for (int panel = from; panel < to; panel++) {
      long at = panel * bytes;
      int out = yOffset + panel * PANEL;
      switch (w.layout().codes()) {
        case F32 -> f32(data, at, w.columns(), x, xOffset, y, out);
        case F16 -> f16(data, at, w.columns(), x, xOffset, y, out);
        case BF16 -> bf16(data, at, w.columns(), x, xOffset, y, out);
        case BYTES, NIBBLES, TABLE -> throw new AssertionError();
      }
    }
  }

  private static void f32(
      MemorySegment data, long at, int columns, float[] x, int xo, float[] y, int yo) {
    FloatVector a0 = FloatVector.zero(FLOATS);
    FloatVector a1 = a0;
    for (int c = 0; c < columns; c++) {
      FloatVector v = FloatVector.broadcast(FLOATS, x[xo + c]);
      a0 = floats(data, at + 4L * c * PANEL).fma(v, a0);
      a1 = floats(data, at + 4L * c * PANEL + 4L * COUNT).fma(v, a1);
    }
    a0.intoArray(y, yo);
    a1.intoArray(y, yo + COUNT);
  }

  private static void f16(
      MemorySegment data, long at, int columns, float[] x, int xo, float[] y, int yo) {
    FloatVector a0 = FloatVector.zero(FLOATS);
    FloatVector a1 = a0;
    for (int c = 0; c < columns; c++) {
      FloatVector v = FloatVector.broadcast(FLOATS, x[xo + c]);
      a0 = HalfFloats.f16(data, at + 2L * c * PANEL).fma(v, a0);
      a1 = HalfFloats.f16(data, at + 2L * c * PANEL + 2L * COUNT).fma(v, a1);
    }
    a0.intoArray(y, yo);
    a1.intoArray(y, yo + COUNT);
  }

  private static void bf16(
      MemorySegment data, long at, int columns, float[] x, int xo, float[] y, int yo) {
    FloatVector a0 = FloatVector.zero(FLOATS);
    FloatVector a1 = a0;
    for (int c = 0; c < columns; c++) {
      FloatVector v = FloatVector.broadcast(FLOATS, x[xo + c]);
      a0 = HalfFloats.bf16(data, at + 2L * c * PANEL).fma(v, a0);
      a1 = HalfFloats.bf16(data, at + 2L * c * PANEL + 2L * COUNT).fma(v, a1);
    }
    a0.intoArray(y, yo);
    a1.intoArray(y, yo + COUNT);
  }

  static FloatVector floats(MemorySegment data, long at) {
    return FloatVector.fromMemorySegment(FLOATS, data, at, ORDER);
  }
}
