package dev.brisk.engine.model;

import dev.brisk.engine.kernel.Kernels;
import dev.brisk.engine.kernel.Panels;
import org.jspecify.annotations.Nullable;

/**
 * A matrix and what is added to its products.
 *
 * @param bias one number a row of the matrix, or null
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record Linear(Panels weight, float @Nullable [] bias) {

  int count() {
    return weight.count();
  }

  long weights() {
    return (long) weight.rows() * weight.columns();
  }

  /** The part of panels {@code from} to {@code to} (exclusive) of the products of all rows. */
  void multiply(
      Kernels kernels, int from, int to, float[] x, int xStride, int rows, float[] y, int yStride) {
    kernels.multiply(weight, from, to, x, xStride, rows, y, yStride);
    if (bias == null || from >= to) {
      return;
    }
    int first = from * weight.width();
    int n = Math.min(to * weight.width(), bias.length) - first;
    for (int row = 0; row < rows; row++) {
      kernels.add(y, row * yStride + first, bias, first, n);
    }
  }
}
