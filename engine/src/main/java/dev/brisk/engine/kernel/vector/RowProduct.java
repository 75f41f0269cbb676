package dev.brisk.engine.kernel.vector;

import static dev.brisk.engine.kernel.vector.Lanes.BYTES;
import static dev.brisk.engine.kernel.vector.Lanes.COUNT;
import static dev.brisk.engine.kernel.vector.Lanes.FLOATS;
import static dev.brisk.engine.kernel.vector.Lanes.ORDER;
import static dev.brisk.engine.kernel.vector.Lanes.PANEL;

import dev.brisk.engine.kernel.Panels;
import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * One activation row times panels: the product of plain decoding, bound by memory. The order of the
 * additions is that of {@link TileProduct}, column by column for each row, so both give the same
 * bits.
 */
final class RowProduct {
  /** Bytes of a Q8_0 block of a panel: scales, then quants. */
  private static final int Q8_BLOCK = PANEL * 4 + Panels.BLOCK * PANEL;

  private RowProduct() {}

  static void multiply(Panels w, int from, int to, float[] x, int xOffset, float[] y, int yOffset) {
    MemorySegment data = w.data();
    long bytes = w.panelBytes();
    int panel = from;
    if (w.encoding() == Panels.Encoding.Q8_0) {
      int blocks = w.columns() / Panels.BLOCK;
      for (; panel + 1 < to; panel += 2) {
        q8Pair(data, panel * bytes, bytes, blocks, x, xOffset, y, yOffset + panel * PANEL);
      }
      if (panel < to) {
        q8(data, panel * bytes, blocks, x, xOffset, y, yOffset + panel * PANEL);
      }
      return;
    }
    for (; panel < to; panel++) {
      long at = panel * bytes;
      int out = yOffset + panel * PANEL;
      switch (w.encoding()) {
        case F32 -> f32(data, at, w.columns(), x, xOffset, y, out);
        case F16 -> f16(data, at, w.columns(), x, xOffset, y, out);
        case BF16 -> bf16(data, at, w.columns(), x, xOffset, y, out);
        case Q8_0 -> throw new AssertionError();
      }
    }
  }

  /** Two panels at once: four sums are enough to hide the latency of the additions, two are not. */
  private static void q8Pair(
      MemorySegment data,
      long at,
      long panelBytes,
      int blocks,
      float[] x,
      int xo,
      float[] y,
      int yo) {
    FloatVector a0 = FloatVector.zero(FLOATS);
    FloatVector a1 = a0;
    FloatVector a2 = a0;
    FloatVector a3 = a0;
    long p = at;
    long q = at + panelBytes;
    for (int b = 0; b < blocks; b++) {
      FloatVector s0 = floats(data, p);
      FloatVector s1 = floats(data, p + 4L * COUNT);
      FloatVector s2 = floats(data, q);
      FloatVector s3 = floats(data, q + 4L * COUNT);
      long pq = p + 4L * PANEL;
      long qq = q + 4L * PANEL;
      for (int k = 0; k < Panels.BLOCK; k++) {
        FloatVector v = FloatVector.broadcast(FLOATS, x[xo + k]);
        a0 = quants(data, pq + (long) k * PANEL).mul(s0).fma(v, a0);
        a1 = quants(data, pq + (long) k * PANEL + COUNT).mul(s1).fma(v, a1);
        a2 = quants(data, qq + (long) k * PANEL).mul(s2).fma(v, a2);
        a3 = quants(data, qq + (long) k * PANEL + COUNT).mul(s3).fma(v, a3);
      }
      xo += Panels.BLOCK;
      p += Q8_BLOCK;
      q += Q8_BLOCK;
    }
    a0.intoArray(y, yo);
    a1.intoArray(y, yo + COUNT);
    a2.intoArray(y, yo + PANEL);
    a3.intoArray(y, yo + PANEL + COUNT);
  }

  private static void q8(
      MemorySegment data, long at, int blocks, float[] x, int xo, float[] y, int yo) {
    FloatVector a0 = FloatVector.zero(FLOATS);
    FloatVector a1 = a0;
    long p = at;
    for (int b = 0; b < blocks; b++) {
      FloatVector s0 = floats(data, p);
      FloatVector s1 = floats(data, p + 4L * COUNT);
      long quants = p + 4L * PANEL;
      for (int k = 0; k < Panels.BLOCK; k++) {
        FloatVector v = FloatVector.broadcast(FLOATS, x[xo + k]);
        a0 = quants(data, quants + (long) k * PANEL).mul(s0).fma(v, a0);
        a1 = quants(data, quants + (long) k * PANEL + COUNT).mul(s1).fma(v, a1);
      }
      xo += Panels.BLOCK;
      p += Q8_BLOCK;
    }
    a0.intoArray(y, yo);
    a1.intoArray(y, yo + COUNT);
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

  /** One vector of signed bytes as floats. */
  static FloatVector quants(MemorySegment data, long at) {
    return (FloatVector)
        ByteVector.fromMemorySegment(BYTES, data, at, ORDER)
            .convertShape(VectorOperators.B2F, FLOATS, 0);
  }
}
