package dev.brisk.distill.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisk.engine.kernel.vector.training.Floats;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NewtonSchulzTest {
  /** The coefficients bring singular values into a band around 1 rather than to 1. */
  @ParameterizedTest
  @CsvSource({"32,96", "96,32", "64,64"})
  void brings_singular_values_near_one(int rows, int columns) {
    var x = new Floats(rows * columns);
    var random = new SplittableRandom(2);
    for (var i = 0; i < x.size(); i++) {
      x.set(i, (float) random.nextGaussian());
    }

    new NewtonSchulz(new Blas(), 96, 96 * 96).orthogonalise(x, 0, rows, columns);

    // Lengths of random combinations, of rows or columns, whichever are fewer.
    var few = Math.min(rows, columns);
    for (var n = 0; n < 20; n++) {
      var direction = random.doubles(few).map(d -> d - 0.5).toArray();
      var length = Math.sqrt(java.util.Arrays.stream(direction).map(d -> d * d).sum());
      var image = 0.0;
      for (var j = 0; j < Math.max(rows, columns); j++) {
        var sum = 0.0;
        for (var i = 0; i < few; i++) {
          sum += direction[i] / length * x.get(rows <= columns ? i * columns + j : j * columns + i);
        }
        image += sum * sum;
      }
      assertThat(Math.sqrt(image)).isBetween(0.6, 1.3);
    }
  }
}
