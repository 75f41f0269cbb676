package dev.brisk.engine.kernel.vector;

import static dev.brisk.engine.kernel.vector.Lanes.COUNT;
import static dev.brisk.engine.kernel.vector.Lanes.FLOATS;
import static dev.brisk.engine.kernel.vector.Lanes.PANEL;

import dev.brisk.engine.kernel.Layout;
import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;

/** The scales and mins of one chunk of a panel as f32: for each block, one a row. */
final class Scales {
  final float[] scales = new float[Layout.MOST_BLOCKS * PANEL];
  final float[] mins = new float[Layout.MOST_BLOCKS * PANEL];

  /** Reads those of a chunk of {@code blocks} blocks that begins at {@code at}. */
  void read(Layout layout, MemorySegment data, long at, int blocks) {
    int n = blocks * PANEL;
    // One call for both, and one vector at a time: what the compiler takes into one method is
    // limited, and the vectors of what it leaves out are objects.
    for (int part = 0; part < (layout.mins() ? 2 : 1); part++) {
      float[] out = part == 0 ? scales : mins;
      if (layout.nested()) {
        long bytes = at + (layout.mins() ? 4L : 2L) * PANEL;
        nested(data, at + 2L * part * PANEL, bytes + (long) part * n, n, out);
      } else {
        halves(data, at + 2L * part * n, n, out);
      }
    }
    if (!layout.mins()) {
      for (int i = 0; i < n; i += COUNT) {
        FloatVector.fromArray(FLOATS, scales, i).mul(-layout.offset()).intoArray(mins, i);
      }
    }
  }

  private static void halves(MemorySegment data, long at, int n, float[] out) {
    for (int i = 0; i < n; i += COUNT) {
      HalfFloats.f16(data, at + 2L * i).intoArray(out, i);
    }
  }

  private static void nested(MemorySegment data, long factor, long bytes, int n, float[] out) {
    for (int row = 0; row < PANEL; row += COUNT) {
      FloatVector f = HalfFloats.f16(data, factor + 2L * row);
      for (int i = row; i < n; i += PANEL) {
        Codes.bytes(data, bytes + i).mul(f).intoArray(out, i);
      }
    }
  }
}
