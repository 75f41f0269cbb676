package dev.brisk.engine.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisk.engine.gguf.Tensor;
import dev.brisk.engine.gguf.TensorEncoder;
import dev.brisk.engine.gguf.TensorType;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Products of the two twins against each other, and both against plain double arithmetic. */
class ProductTwinsTest extends Twins {
  private static final int[] BLOCKS = {32, 64, 96, 288, 544};
  private static final int[] SUPER_BLOCKS = {256, 768};

  @ParameterizedTest
  @MethodSource("dev.brisk.engine.kernel.LayoutTest#types")
  void productsAgreeToTheLastBitAtAwkwardSizes(TensorType type) {
    for (int rows : new int[] {1, 7, 31, 32, 33, 64, 97, 130}) {
      int[] many = type.blockElements() == 256 ? SUPER_BLOCKS : BLOCKS;
      for (int columns : many) {
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

  @ParameterizedTest
  @MethodSource("dev.brisk.engine.kernel.LayoutTest#types")
  void aRowsProductDoesNotDependOnItsBatch(TensorType type) {
    int columns = type.blockElements() == 256 ? 512 : 320;
    try (Arena arena = Arena.ofConfined()) {
      Panels panels = Panels.pack(tensor(type, 130, columns), vector.panelWidth(), arena);
      int stride = panels.count() * panels.width();
      float[] x = randoms(12 * columns);
      float[] together = new float[12 * stride];
      vector.multiply(panels, 0, panels.count(), x, columns, 12, together, stride);
      for (int r = 0; r < 12; r++) {
        float[] alone = new float[stride + 3];
        vector.multiply(panels, 0, panels.count(), x, r * columns, columns, 1, alone, 3, stride);
        for (int i = 0; i < 130; i++) {
          assertThat(alone[3 + i]).isEqualTo(together[r * stride + i]);
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

  private Tensor tensor(TensorType type, int rows, int columns) {
    return RandomTensors.of(type, rows, columns, random);
  }
}
