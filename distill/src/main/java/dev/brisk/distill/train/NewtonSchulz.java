package dev.brisk.distill.train;

import dev.brisk.engine.kernel.vector.training.Floats;
import dev.brisk.engine.kernel.vector.training.Vectors;

/**
 * Brings all singular values of a matrix near 1 by five steps of a quintic Newton–Schulz iteration,
 * with the coefficients of Muon (Jordan et al., 2024). For one thread.
 */
final class NewtonSchulz {
  private static final int STEPS = 5;
  private static final float A = 3.4445f;
  private static final float B = -4.7750f;
  private static final float C = 2.0315f;

  private final Blas blas;
  private final Floats gram;
  private final Floats polynomial;
  private final Floats copy;

  /**
   * @param side the most numbers of the shorter side of a matrix
   * @param size the most numbers of a matrix
   */
  NewtonSchulz(Blas blas, int side, int size) {
    this.blas = blas;
    gram = new Floats(side * side);
    polynomial = new Floats(side * side);
    copy = new Floats(size);
  }

  /** Replaces the matrix at {@code at}. */
  void orthogonalise(Floats x, int at, int rows, int columns) {
    var size = rows * columns;
    var norm = Math.sqrt(Vectors.squares(x, at, size)) + 1e-7;
    Vectors.multiply(x, at, (float) (1 / norm), size);
    var wide = rows <= columns;
    var n = wide ? rows : columns;
    for (var step = 0; step < STEPS; step++) {
      // gram = X·Xᵀ, or Xᵀ·X of a tall matrix; X becomes A·X + (B·gram + C·gram²)·X.
      if (wide) {
        blas.timesTransposed(n, n, columns, 1, x, at, columns, x, at, columns, 0, gram, 0, n);
      } else {
        blas.transposedTimes(n, n, rows, 1, x, at, columns, x, at, columns, 0, gram, 0, n);
      }
      polynomial.copy(gram, 0, 0, n * n);
      blas.times(n, n, n, C, gram, 0, n, gram, 0, n, B, polynomial, 0, n);
      copy.copy(x, at, 0, size);
      if (wide) {
        blas.times(n, columns, n, 1, polynomial, 0, n, copy, 0, columns, A, x, at, columns);
      } else {
        blas.times(rows, n, n, 1, copy, 0, columns, polynomial, 0, n, A, x, at, columns);
      }
    }
  }
}
