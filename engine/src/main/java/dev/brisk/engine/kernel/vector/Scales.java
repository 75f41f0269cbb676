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
    if (layout.nested()) {
      long bytes = at + (layout.mins() ? 4L : 2L) * PANEL;
      nested(data, at, bytes, n, scales);
      if (layout.mins()) {
        nested(data, at + 2L * PANEL, bytes + n, n, mins);
      }
    } else {
      halves(data, at, n, scales);
      if (layout.mins()) {
        halves(data, at + 2L * n, n, mins);
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
    FloatVector f0 = HalfFloats.f16(data, factor);
    FloatVector f1 = HalfFloats.f16(data, factor + 2L * COUNT);
    for (int i = 0; i < n; i += PANEL) {
      Codes.bytes(data, bytes + i).mul(f0).intoArray(out, i);
      Codes.bytes(data, bytes + i + COUNT).mul(f1).intoArray(out, i + COUNT);
    }
  }
}
