package dev.brisk.engine.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisk.engine.KernelChoice;
import dev.brisk.engine.gguf.Tensor;
import dev.brisk.engine.gguf.TensorEncoder;
import dev.brisk.engine.gguf.TensorType;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The Vector API twin against the scalar one, and both against plain double arithmetic. */
class KernelTwinsTest {
  private static final float GUARD = 12345.678f;

  private final Kernels vector = KernelSelection.create(KernelChoice.VECTOR);
  private final Kernels scalar = new ScalarKernels(vector.panelWidth(), "");
  private final Random random = new Random(11);

  @ParameterizedTest
  @EnumSource(
      value = TensorType.class,
      names = {"F32", "F16", "BF16", "Q8_0"})
  void productsAgreeToTheLastBitAtAwkwardSizes(TensorType type) {
    for (int rows : new int[] {1, 7, 31, 32, 33, 64, 97, 130}) {
      for (int columns : new int[] {32, 64, 96, 288, 544}) {
        for (int batch : new int[] {1, 2, 5, 6, 7, 13}) {
          checkProduct(type, rows, columns, batch);
        }
      }
    }
  }

  private void checkProduct(TensorType type, int rows, int columns, int batch) {
    try (Arena arena = Arena.ofConfined()) {
      Tensor tensor = tensor(type, rows, columns);
      Panels panels = Panels.pack(tensor, vector.panelWidth(), arena);
      int stride = panels.count() * panels.width();
      int room = (batch + vector.rowTile() - 1) / vector.rowTile() * vector.rowTile();
      float[] x = randoms(room * columns);
      float[] a = guarded(room * stride);
      float[] b = guarded(room * stride);
      vector.multiply(panels, 0, panels.count(), x, columns, batch, a, stride);
      scalar.multiply(panels, 0, panels.count(), x, columns, batch, b, stride);
      for (int r = 0; r < batch; r++) {
        for (int i = 0; i < rows; i++) {
          assertThat(a[r * stride + i])
              .as("%s %dx%d batch %d at %d,%d", type, rows, columns, batch, r, i)
              .isEqualTo(b[r * stride + i]);
        }
      }
      checkAgainstDoubles(panels, x, columns, a, stride, batch);
      assertThat(a[a.length - 1]).isEqualTo(GUARD);
      assertThat(b[b.length - 1]).isEqualTo(GUARD);
    }
  }

  private static void checkAgainstDoubles(
      Panels panels, float[] x, int columns, float[] y, int stride, int batch) {
    for (int r = 0; r < batch; r += 5) {
      for (int i = 0; i < panels.rows(); i += 13) {
        double sum = 0;
        double size = 0;
        for (int c = 0; c < columns; c++) {
          double term = (double) x[r * columns + c] * panels.at(i, c);
          sum += term;
          size += Math.abs(term);
        }
        assertThat((double) y[r * stride + i]).isCloseTo(sum, Offset.offset(size * 1e-6 + 1e-6));
      }
    }
  }

  /**
   * What storing weights in a type may cost: the error of a product, relative to the root mean
   * square of products.
   */
  @ParameterizedTest
  @CsvSource({"F32, 1e-6", "F16, 4e-4", "BF16, 3e-3", "Q8_0, 8e-3"})
  void productsStayWithinTheErrorOfTheType(TensorType type, double budget) {
    int rows = 256;
    int columns = 512;
    float[] weights = randoms(rows * columns);
    float[] x = randoms(columns);
    float[] y = new float[rows];
    try (Arena arena = Arena.ofConfined()) {
      byte[] bytes = TensorEncoder.encode(type, weights);
      long[] shape = {columns, rows};
      Tensor tensor = new Tensor("w", type, shape, MemorySegment.ofArray(bytes));
      Panels panels = Panels.pack(tensor, vector.panelWidth(), arena);
      vector.multiply(panels, 0, panels.count(), x, columns, 1, y, rows);
    }
    double error = 0;
    double size = 0;
    for (int i = 0; i < rows; i++) {
      double truth = 0;
      for (int c = 0; c < columns; c++) {
        truth += (double) weights[i * columns + c] * x[c];
      }
      error += (y[i] - truth) * (y[i] - truth);
      size += truth * truth;
    }
    assertThat(Math.sqrt(error / size)).isLessThan(budget).isPositive();
  }

  @Test
  void aRowsProductDoesNotDependOnItsBatch() {
    try (Arena arena = Arena.ofConfined()) {
      Panels panels = Panels.pack(tensor(TensorType.Q8_0, 130, 320), vector.panelWidth(), arena);
      int stride = panels.count() * panels.width();
      float[] x = randoms(12 * 320);
      float[] together = new float[12 * stride];
      vector.multiply(panels, 0, panels.count(), x, 320, 12, together, stride);
      for (int r = 0; r < 12; r++) {
        float[] row = new float[320];
        System.arraycopy(x, r * 320, row, 0, 320);
        float[] alone = new float[stride];
        vector.multiply(panels, 0, panels.count(), row, 320, 1, alone, stride);
        for (int i = 0; i < 130; i++) {
          assertThat(alone[i]).isEqualTo(together[r * stride + i]);
        }
      }
    }
  }

  @Test
  void aPartOfThePanelsWritesNothingElse() {
    try (Arena arena = Arena.ofConfined()) {
      int width = vector.panelWidth();
      Panels panels = Panels.pack(tensor(TensorType.F16, 4 * width, 64), width, arena);
      float[] y = guarded(6 * 4 * width);
      vector.multiply(panels, 1, 3, randoms(6 * 64), 64, 6, y, 4 * width);
      for (int i = 0; i < 6 * 4 * width; i++) {
        int panel = i % (4 * width) / width;
        if (panel == 0 || panel == 3) {
          assertThat(y[i]).isEqualTo(GUARD);
        } else {
          assertThat(y[i]).isNotEqualTo(GUARD);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 15, 16, 17, 64, 100, 192})
  void normsAgree(int n) {
    float[] x = randoms(n + 2);
    float[] weight = randoms(n);
    float[] a = guarded(n + 1);
    float[] b = guarded(n + 1);
    vector.rmsNorm(x, 1, weight, n, 1e-5f, a, 1);
    scalar.rmsNorm(x, 1, weight, n, 1e-5f, b, 1);
    assertClose(a, b, 2e-6f);
    assertThat(a[0]).isEqualTo(GUARD);
    assertThat(a[n + 1]).isEqualTo(GUARD);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 15, 16, 33, 96})
  void gatesAgreeToTheLastBitAtExtremesToo(int n) {
    float[] gate = randoms(n);
    gate[0] = 200f;
    gate[n / 2] = -200f;
    float[] up = randoms(n);
    float[] a = gate.clone();
    float[] b = gate.clone();
    vector.swiGlu(a, 0, up, 0, n);
    scalar.swiGlu(b, 0, up, 0, n);
    assertThat(a).isEqualTo(b);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 15, 16, 17, 200})
  void softmaxesAgreeAndSumToOne(int n) {
    float[] x = randoms(n);
    x[n / 2] = 50f;
    float[] a = x.clone();
    float[] b = x.clone();
    vector.softmax(a, 0, n);
    scalar.softmax(b, 0, n);
    assertClose(a, b, 1e-6f);
    double sum = 0;
    for (float v : a) {
      sum += v;
    }
    assertThat(sum).isCloseTo(1, Offset.offset(1e-5));
  }

  @ParameterizedTest
  @CsvSource({"16, 64", "32, 64", "20, 64", "128, 64"})
  void attentionKernelsAgreeToTheLastBit(int head, int page) {
    float[] q = randoms(head + 3);
    float[] keys = randoms(head * page + 5);
    float[] a = guarded(page + 1);
    float[] b = guarded(page + 1);
    vector.scores(q, 3, keys, 5, head, page, 0.25f, a, 1);
    scalar.scores(q, 3, keys, 5, head, page, 0.25f, b, 1);
    assertThat(a).isEqualTo(b);

    float[] out = randoms(head + 2);
    float[] other = out.clone();
    vector.weightedSum(a, 1, page - 7, keys, 5, head, out, 1);
    scalar.weightedSum(a, 1, page - 7, keys, 5, head, other, 1);
    assertThat(out).isEqualTo(other);
  }

  @Test
  void addsAgree() {
    float[] a = randoms(45);
    float[] b = a.clone();
    float[] y = randoms(45);
    vector.add(a, 2, y, 1, 43);
    scalar.add(b, 2, y, 1, 43);
    assertThat(a).isEqualTo(b);
  }

  @Test
  void theFirstOfEqualGreatestValuesWins() {
    float[] x = randoms(101);
    x[17] = 9;
    x[80] = 9;
    assertThat(vector.argmax(x, 1, 100)).isEqualTo(16);
    assertThat(scalar.argmax(x, 1, 100)).isEqualTo(16);
  }

  @Test
  void theExponentialIsWithinItsErrorEverywhere() {
    for (float x = -87f; x <= 88f; x += 0.0137f) {
      double truth = Math.exp(x);
      assertThat(Exponential.exp(x) / truth).isBetween(1 - 3e-7, 1 + 3e-7);
    }
    assertThat(Exponential.exp(1000f)).isFinite();
    assertThat(Exponential.exp(-1000f)).isPositive().isLessThan(1e-37f);
  }

  private Tensor tensor(TensorType type, int rows, int columns) {
    byte[] bytes = TensorEncoder.encode(type, randoms(rows * columns));
    return new Tensor("w", type, new long[] {columns, rows}, MemorySegment.ofArray(bytes));
  }

  private float[] randoms(int n) {
    var out = new float[n];
    for (int i = 0; i < n; i++) {
      out[i] = (float) random.nextGaussian();
    }
    return out;
  }

  private static float[] guarded(int n) {
    var out = new float[n + 1];
    Arrays.fill(out, GUARD);
    return out;
  }

  private static void assertClose(float[] a, float[] b, float relative) {
    for (int i = 0; i < a.length; i++) {
      assertThat(a[i]).isCloseTo(b[i], Offset.offset(relative * Math.max(1f, Math.abs(b[i]))));
    }
  }
}
