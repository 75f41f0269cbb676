package dev.brisk.engine.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisk.engine.KernelChoice;
import java.util.Arrays;
import java.util.Random;
import org.assertj.core.data.Offset;

/** The Vector API twin and the scalar one, and what tests of them need. */
abstract class Twins {
  static final float GUARD = 12345.678f;

  final Kernels vector = KernelSelection.create(KernelChoice.VECTOR);
  final Kernels scalar = new ScalarKernels(vector.panelWidth(), "");
  final Random random = new Random(11);

  float[] randoms(int n) {
    var out = new float[n];
    for (int i = 0; i < n; i++) {
      out[i] = (float) random.nextGaussian();
    }
    return out;
  }

  static float[] guarded(int n) {
    var out = new float[n + 1];
    Arrays.fill(out, GUARD);
    return out;
  }

  static void assertClose(float[] a, float[] b, float relative) {
    for (int i = 0; i < a.length; i++) {
      assertThat(a[i]).isCloseTo(b[i], Offset.offset(relative * Math.max(1f, Math.abs(b[i]))));
    }
  }
}
