package dev.brisk.engine.kernel.vector;

import static dev.brisk.engine.kernel.vector.Lanes.COUNT;
import static dev.brisk.engine.kernel.vector.Lanes.FLOATS;

import jdk.incubator.vector.FloatVector;

/**
 * The products of attention: a few rows (queries, or weights of positions) times a page of keys or
 * values, {@code c[i][j] += sum over k of a[i][k] * b[k][j]}. Each sum is one chain of fused
 * multiply-adds in the order of k, whatever rows are computed together.
 */
final class HeadProduct {
  private HeadProduct() {}

  /**
   * @param a {@code rows} rows of {@code depth} numbers, {@code aStride} apart
   * @param b {@code depth} rows of {@code width} numbers, one behind the other
   * @param c {@code rows} rows of {@code width} numbers, one behind the other
   */
  static void add(
      float[] a,
      int ao,
      int aStride,
      int rows,
      int depth,
      float[] b,
      int bo,
      int width,
      float[] c,
      int co) {
    int i = 0;
    for (; i + 1 < rows; i += 4) {
      // A row that is not there is one that is, once more: both add to what stood there before.
      int second = i + 1;
      int third = Math.min(i + 2, rows - 1);
      int fourth = Math.min(i + 3, rows - 1);
      int j = 0;
      for (; j + 2 * COUNT <= width; j += 2 * COUNT) {
        four(
            a,
            ao + i * aStride,
            ao + second * aStride,
            ao + third * aStride,
            ao + fourth * aStride,
            depth,
            b,
            bo + j,
            width,
            c,
            co + i * width + j,
            co + second * width + j,
            co + third * width + j,
            co + fourth * width + j);
      }
      for (int row = i; row < Math.min(rows, i + 4); row++) {
        rest(a, ao + row * aStride, depth, b, bo, j, width, c, co + row * width);
      }
    }
    if (i < rows) {
      int j = 0;
      for (; j + 4 * COUNT <= width; j += 4 * COUNT) {
        one(a, ao + i * aStride, depth, b, bo + j, width, c, co + i * width + j);
      }
      rest(a, ao + i * aStride, depth, b, bo, j, width, c, co + i * width);
    }
  }

  /**
   * Eight sums, enough to hide the latency of the additions; vectors in an array would be boxed.
   */
  private static void four(
      float[] a,
      int a0,
      int a1,
      int a2,
      int a3,
      int depth,
      float[] b,
      int bo,
      int width,
      float[] c,
      int c0,
      int c1,
      int c2,
      int c3) {
    FloatVector s00 = FloatVector.fromArray(FLOATS, c, c0);
    FloatVector s01 = FloatVector.fromArray(FLOATS, c, c0 + COUNT);
    FloatVector s10 = FloatVector.fromArray(FLOATS, c, c1);
    FloatVector s11 = FloatVector.fromArray(FLOATS, c, c1 + COUNT);
    FloatVector s20 = FloatVector.fromArray(FLOATS, c, c2);
    FloatVector s21 = FloatVector.fromArray(FLOATS, c, c2 + COUNT);
    FloatVector s30 = FloatVector.fromArray(FLOATS, c, c3);
    FloatVector s31 = FloatVector.fromArray(FLOATS, c, c3 + COUNT);
    for (int k = 0, at = bo; k < depth; k++, at += width) {
      FloatVector b0 = FloatVector.fromArray(FLOATS, b, at);
      FloatVector b1 = FloatVector.fromArray(FLOATS, b, at + COUNT);
      FloatVector v = FloatVector.broadcast(FLOATS, a[a0 + k]);
      s00 = v.fma(b0, s00);
      s01 = v.fma(b1, s01);
      v = FloatVector.broadcast(FLOATS, a[a1 + k]);
      s10 = v.fma(b0, s10);
      s11 = v.fma(b1, s11);
      v = FloatVector.broadcast(FLOATS, a[a2 + k]);
      s20 = v.fma(b0, s20);
      s21 = v.fma(b1, s21);
      v = FloatVector.broadcast(FLOATS, a[a3 + k]);
      s30 = v.fma(b0, s30);
      s31 = v.fma(b1, s31);
    }
    s00.intoArray(c, c0);
    s01.intoArray(c, c0 + COUNT);
    s10.intoArray(c, c1);
    s11.intoArray(c, c1 + COUNT);
    s20.intoArray(c, c2);
    s21.intoArray(c, c2 + COUNT);
    s30.intoArray(c, c3);
    s31.intoArray(c, c3 + COUNT);
  }

  private static void one(
      float[] a, int ao, int depth, float[] b, int bo, int width, float[] c, int co) {
    FloatVector s0 = FloatVector.fromArray(FLOATS, c, co);
    FloatVector s1 = FloatVector.fromArray(FLOATS, c, co + COUNT);
    FloatVector s2 = FloatVector.fromArray(FLOATS, c, co + 2 * COUNT);
    FloatVector s3 = FloatVector.fromArray(FLOATS, c, co + 3 * COUNT);
    for (int k = 0, at = bo; k < depth; k++, at += width) {
      FloatVector v = FloatVector.broadcast(FLOATS, a[ao + k]);
      s0 = v.fma(FloatVector.fromArray(FLOATS, b, at), s0);
      s1 = v.fma(FloatVector.fromArray(FLOATS, b, at + COUNT), s1);
      s2 = v.fma(FloatVector.fromArray(FLOATS, b, at + 2 * COUNT), s2);
      s3 = v.fma(FloatVector.fromArray(FLOATS, b, at + 3 * COUNT), s3);
    }
    s0.intoArray(c, co);
    s1.intoArray(c, co + COUNT);
    s2.intoArray(c, co + 2 * COUNT);
    s3.intoArray(c, co + 3 * COUNT);
  }

  /** The columns from {@code from} on, too few for the above. */
  private static void rest(
      float[] a, int ao, int depth, float[] b, int bo, int from, int width, float[] c, int co) {
    int j = from;
    for (; j + COUNT <= width; j += COUNT) {
      FloatVector s = FloatVector.fromArray(FLOATS, c, co + j);
      for (int k = 0, at = bo + j; k < depth; k++, at += width) {
        s = FloatVector.broadcast(FLOATS, a[ao + k]).fma(FloatVector.fromArray(FLOATS, b, at), s);
      }
      s.intoArray(c, co + j);
    }
    for (; j < width; j++) {
      float s = c[co + j];
      for (int k = 0, at = bo + j; k < depth; k++, at += width) {
        s = Math.fma(a[ao + k], b[at], s);
      }
      c[co + j] = s;
    }
  }
}
