package dev.brisk.engine.kernel.vector;

import static dev.brisk.engine.kernel.vector.Lanes.COUNT;
import static dev.brisk.engine.kernel.vector.Lanes.FLOATS;
import static dev.brisk.engine.kernel.vector.Lanes.PANEL;

import dev.brisk.engine.kernel.Layout;
import dev.brisk.engine.kernel.Panels;
import jdk.incubator.vector.FloatVector;

/**
 * Several activation rows times panels: the product of prefill and verify, bound by arithmetic. A
 * slice of a panel is decoded to f32 once and then used for all rows, six at a time, so that a
 * slice stays in the first-level cache and twelve sums stay in registers.
 */
final class TileProduct {
  /** Activation rows a tile. */
  static final int ROWS = 6;

  private final Slice slice = new Slice();

  void multiply(
      Panels w,
      int from,
      int to,
      float[] x,
      int xo,
      int xStride,
      int rows,
      float[] y,
      int yo,
      int ys) {
    for (int panel = from; panel < to; panel++) {
      for (int c = 0; c < w.columns(); c += Layout.CHUNK) {
        int n = Math.min(Layout.CHUNK, w.columns() - c);
        slice.decode(w, panel, c, n);
        for (int r = 0; r < rows; r += ROWS) {
          int in = xo + r * xStride + c;
          int out = yo + r * ys + panel * PANEL;
          tile(slice.values, n, c == 0, x, in, xStride, y, out, ys);
        }
      }
    }
  }

  /** Written out by hand: vectors in an array or a loop over the rows would be boxed. */
  private static void tile(
      float[] p, int columns, boolean first, float[] x, int x0, int xs, float[] y, int yo, int ys) {
    int x1 = x0 + xs;
    int x2 = x1 + xs;
    int x3 = x2 + xs;
    int x4 = x3 + xs;
    int x5 = x4 + xs;
    FloatVector a00 = start(first, y, yo);
    FloatVector a01 = start(first, y, yo + COUNT);
    FloatVector a10 = start(first, y, yo + ys);
    FloatVector a11 = start(first, y, yo + ys + COUNT);
    FloatVector a20 = start(first, y, yo + 2 * ys);
    FloatVector a21 = start(first, y, yo + 2 * ys + COUNT);
    FloatVector a30 = start(first, y, yo + 3 * ys);
    FloatVector a31 = start(first, y, yo + 3 * ys + COUNT);
    FloatVector a40 = start(first, y, yo + 4 * ys);
    FloatVector a41 = start(first, y, yo + 4 * ys + COUNT);
    FloatVector a50 = start(first, y, yo + 5 * ys);
    FloatVector a51 = start(first, y, yo + 5 * ys + COUNT);
    for (int c = 0; c < columns; c++) {
      FloatVector p0 = FloatVector.fromArray(FLOATS, p, c * PANEL);
      FloatVector p1 = FloatVector.fromArray(FLOATS, p, c * PANEL + COUNT);
      FloatVector v = FloatVector.broadcast(FLOATS, x[x0 + c]);
      a00 = p0.fma(v, a00);
      a01 = p1.fma(v, a01);
      v = FloatVector.broadcast(FLOATS, x[x1 + c]);
      a10 = p0.fma(v, a10);
      a11 = p1.fma(v, a11);
      v = FloatVector.broadcast(FLOATS, x[x2 + c]);
      a20 = p0.fma(v, a20);
      a21 = p1.fma(v, a21);
      v = FloatVector.broadcast(FLOATS, x[x3 + c]);
      a30 = p0.fma(v, a30);
      a31 = p1.fma(v, a31);
      v = FloatVector.broadcast(FLOATS, x[x4 + c]);
      a40 = p0.fma(v, a40);
      a41 = p1.fma(v, a41);
      v = FloatVector.broadcast(FLOATS, x[x5 + c]);
      a50 = p0.fma(v, a50);
      a51 = p1.fma(v, a51);
    }
    a00.intoArray(y, yo);
    a01.intoArray(y, yo + COUNT);
    a10.intoArray(y, yo + ys);
    a11.intoArray(y, yo + ys + COUNT);
    a20.intoArray(y, yo + 2 * ys);
    a21.intoArray(y, yo + 2 * ys + COUNT);
    a30.intoArray(y, yo + 3 * ys);
    a31.intoArray(y, yo + 3 * ys + COUNT);
    a40.intoArray(y, yo + 4 * ys);
    a41.intoArray(y, yo + 4 * ys + COUNT);
    a50.intoArray(y, yo + 5 * ys);
    a51.intoArray(y, yo + 5 * ys + COUNT);
  }

  private static FloatVector start(boolean first, float[] y, int at) {
    return first ? FloatVector.zero(FLOATS) : FloatVector.fromArray(FLOATS, y, at);
  }
}
