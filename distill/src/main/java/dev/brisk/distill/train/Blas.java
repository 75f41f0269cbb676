package dev.brisk.distill.train;

import static org.bytedeco.openblas.global.openblas.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas.CblasTrans;
import static org.bytedeco.openblas.global.openblas.blas_set_num_threads;
import static org.bytedeco.openblas.global.openblas.cblas_sgemm;

import dev.brisk.engine.kernel.vector.training.Floats;
import org.bytedeco.javacpp.FloatPointer;

/**
 * Matrix products of row-major matrices by OpenBLAS. One a thread: it keeps the places that it
 * hands to the library, so that a product allocates nothing.
 */
final class Blas {
  /** A matrix, or a part of one: where it starts and how far apart its rows are. */
  private static final class Place extends FloatPointer {
    void at(Floats floats, int offset) {
      address = floats.address() + 4L * offset;
    }
  }

  private final Place a = new Place();
  private final Place b = new Place();
  private final Place c = new Place();

  public Blas() {
    // Its own threads would fight with the replicas, of which there is one a core.
    blas_set_num_threads(1);
  }

  /** C(m×n) = scale · A(m×k) · B(n×k)ᵀ + keep · C. */
  public void timesTransposed(
      int m,
      int n,
      int k,
      float scale,
      Floats left,
      int leftAt,
      int leftStride,
      Floats right,
      int rightAt,
      int rightStride,
      float keep,
      Floats out,
      int outAt,
      int outStride) {
    places(left, leftAt, right, rightAt, out, outAt);
    cblas_sgemm(
        CblasRowMajor,
        CblasNoTrans,
        CblasTrans,
        m,
        n,
        k,
        scale,
        a,
        leftStride,
        b,
        rightStride,
        keep,
        c,
        outStride);
  }

  /** C(m×n) = scale · A(m×k) · B(k×n) + keep · C. */
  public void times(
      int m,
      int n,
      int k,
      float scale,
      Floats left,
      int leftAt,
      int leftStride,
      Floats right,
      int rightAt,
      int rightStride,
      float keep,
      Floats out,
      int outAt,
      int outStride) {
    places(left, leftAt, right, rightAt, out, outAt);
    cblas_sgemm(
        CblasRowMajor,
        CblasNoTrans,
        CblasNoTrans,
        m,
        n,
        k,
        scale,
        a,
        leftStride,
        b,
        rightStride,
        keep,
        c,
        outStride);
  }

  /** C(m×n) = scale · A(k×m)ᵀ · B(k×n) + keep · C. */
  public void transposedTimes(
      int m,
      int n,
      int k,
      float scale,
      Floats left,
      int leftAt,
      int leftStride,
      Floats right,
      int rightAt,
      int rightStride,
      float keep,
      Floats out,
      int outAt,
      int outStride) {
    places(left, leftAt, right, rightAt, out, outAt);
    cblas_sgemm(
        CblasRowMajor,
        CblasTrans,
        CblasNoTrans,
        m,
        n,
        k,
        scale,
        a,
        leftStride,
        b,
        rightStride,
        keep,
        c,
        outStride);
  }

  private void places(Floats left, int leftAt, Floats right, int rightAt, Floats out, int outAt) {
    a.at(left, leftAt);
    b.at(right, rightAt);
    c.at(out, outAt);
  }
}
