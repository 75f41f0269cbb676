package dev.brisk.engine.kernel;

import dev.brisk.engine.KernelChoice;
import dev.brisk.engine.kernel.vector.VectorProbe;
import java.lang.foreign.MemorySegment;

/**
 * Work of known size that finds out what a machine can do at best: reading memory, and multiplying
 * and adding in registers. What the methods return keeps the compiler from leaving the work out.
 */
public interface Probe {
  /** Bytes that {@link #read} takes at a time. */
  int STRIDE = 1024;

  /**
   * Reads every byte once, in order.
   *
   * @param from a multiple of {@link #STRIDE}, as is {@code to} (exclusive)
   * @return the 32-bit words of these bytes, joined by "or"
   */
  int read(MemorySegment data, long from, long to);

  /**
   * Does {@code rounds} times {@link #operations} multiplications and additions of f32.
   *
   * @return the mean of sums that come nearer to 500 with each round
   */
  float multiplyAndAdd(int rounds);

  /** Operations of a round; a multiplication and its addition are two. */
  long operations();

  /** The probe that goes with these kernels. */
  static Probe of(KernelChoice kernels) {
    return KernelSelection.create(kernels) instanceof ScalarKernels
        ? new ScalarProbe()
        : new VectorProbe();
  }
}
