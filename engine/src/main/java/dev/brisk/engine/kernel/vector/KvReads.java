package dev.brisk.engine.kernel.vector;

import static dev.brisk.engine.kernel.vector.Lanes.BYTES;
import static dev.brisk.engine.kernel.vector.Lanes.COUNT;
import static dev.brisk.engine.kernel.vector.Lanes.FLOATS;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** Keys and values that are kept in fewer bits, as floats. */
final class KvReads {
  private KvReads() {}

  /**
   * No vectors by hand: the compiler makes the machine's conversion of this loop, which the Vector
   * API cannot be asked for, and which takes half the time of {@link HalfFloats}.
   */
  static void halves(short[] from, int fromOffset, int n, float[] to, int toOffset) {
    for (int i = 0; i < n; i++) {
      to[toOffset + i] = Float.float16ToFloat(from[fromOffset + i]);
    }
  }

  static void scaledColumns(
      byte[] codes,
      int codesOffset,
      int rows,
      int columns,
      short[] scales,
      int scalesOffset,
      float[] to,
      int toOffset) {
    // The scales stand in the first row until it is written over, a vector at a time.
    halves(scales, scalesOffset, columns, to, toOffset);
    for (int j = 0; j < columns; j += COUNT) {
      FloatVector scale = FloatVector.fromArray(FLOATS, to, toOffset + j);
      for (int at = j; at < rows * columns; at += columns) {
        codes(codes, codesOffset + at).mul(scale).intoArray(to, toOffset + at);
      }
    }
  }

  static void scaledRows(
      byte[] codes,
      int codesOffset,
      int rows,
      int columns,
      int block,
      short[] scales,
      int scalesOffset,
      float[] to,
      int toOffset) {
    int at = 0;
    int next = scalesOffset;
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j += block) {
        float scale = Float.float16ToFloat(scales[next++]);
        int end = at + Math.min(block, columns - j);
        for (; at + COUNT <= end; at += COUNT) {
          codes(codes, codesOffset + at).mul(scale).intoArray(to, toOffset + at);
        }
        for (; at < end; at++) {
          to[toOffset + at] = codes[codesOffset + at] * scale;
        }
      }
    }
  }

  private static FloatVector codes(byte[] codes, int at) {
    return (FloatVector)
        ByteVector.fromArray(BYTES, codes, at).convertShape(VectorOperators.B2F, FLOATS, 0);
  }
}
