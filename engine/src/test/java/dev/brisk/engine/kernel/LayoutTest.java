package dev.brisk.engine.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisk.engine.gguf.Tensor;
import dev.brisk.engine.gguf.TensorType;
import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Panels and rows hold what the blocks of the file mean, for every type. */
class LayoutTest {
  static Stream<TensorType> types() {
    return Arrays.stream(TensorType.values()).filter(type -> Layout.of(type).isPresent());
  }

  @Test
  void fifteenTypesAreKnown() {
    assertThat(types()).hasSize(15);
  }

  @ParameterizedTest
  @MethodSource("types")
  void panelsAndRowsAreTheBlocksValues(TensorType type) {
    int columns = type.blockElements() == 256 ? 768 : 352;
    Tensor tensor = RandomTensors.of(type, 21, columns, new Random(3));
    double[] truth = PlainDequantizer.values(tensor);
    try (Arena arena = Arena.ofConfined()) {
      var panels = Panels.pack(tensor, 8, arena);
      var rows = new RowReader(tensor);
      var row = new float[columns + 2];
      for (int r = 0; r < 21; r++) {
        rows.read(r, row, 1);
        for (int c = 0; c < columns; c += 1 + r % 3) {
          double value = truth[r * columns + c];
          // One rounding to f32; a min and what it is taken from may cancel.
          var error = Offset.offset(Math.abs(value) * 1e-7 + 1e-9);
          assertThat((double) row[1 + c]).as("%d,%d", r, c).isCloseTo(value, error);
          assertThat(panels.at(r, c)).isEqualTo(row[1 + c]);
        }
      }
      assertThat(row[0]).isZero();
      assertThat(row[columns + 1]).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "F16, 16",
    "Q8_0, 8.5",
    "Q4_0, 4.5",
    "Q4_1, 5",
    "Q5_0, 8.5",
    "Q5_1, 9",
    "IQ4_NL, 4.5",
    "Q2_K, 5.125",
    "Q3_K, 4.5625",
    "Q4_K, 4.625",
    "Q5_K, 8.625",
    "Q6_K, 8.5625",
    "IQ4_XS, 4.3125"
  })
  void aWeightTakesSoManyBits(TensorType type, double bits) {
    var layout = Layout.of(type).orElseThrow();
    assertThat(layout.panelBytes(1024, 16) * 8.0 / (1024 * 16)).isEqualTo(bits);
  }
}
