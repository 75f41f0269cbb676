package dev.brisk.engine.kernel;

import dev.brisk.engine.KernelChoice;
import dev.brisk.engine.kernel.vector.VectorKernels;

/** The one place where kernels are chosen. */
public final class KernelSelection {
  private static final String CURE =
      "the module jdk.incubator.vector is not resolved; start Brisk with ./brisk or add --add-modules jdk.incubator.vector";

  private KernelSelection() {}

  /**
   * New kernels, for one thread.
   *
   * @throws IllegalStateException if the Vector API was demanded and is absent
   */
  public static Kernels create(KernelChoice choice) {
    boolean present = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    return switch (choice) {
      case SCALAR -> new ScalarKernels("asked for");
      case VECTOR -> {
        if (!present) {
          throw new IllegalStateException("the Vector API kernels cannot be used: " + CURE);
        }
        yield new VectorKernels();
      }
      case AUTO -> present ? new VectorKernels() : new ScalarKernels(CURE);
    };
  }
}
