package dev.brisk.engine.gguf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.foreign.MemorySegment;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.FloatRange;
import org.junit.jupiter.api.Test;

class TensorEncoderTest {
  private static short sixteen(TensorType type, float value) {
    return MemorySegment.ofArray(TensorEncoder.encode(type, new float[] {value}))
        .get(LittleEndian.SHORT, 0);
  }

  private static float fromBfloat16(short bits) {
    return Float.intBitsToFloat(bits << 16);
  }

  @Test
  void f32_is_kept_bit_for_bit() {
    var bytes = TensorEncoder.encode(TensorType.F32, new float[] {1, -0f, 1e-40f});
    assertThat(bytes).startsWith(0, 0, 0x80, 0x3F).hasSize(12);
    assertThat(MemorySegment.ofArray(bytes).get(LittleEndian.FLOAT, 8)).isEqualTo(1e-40f);
  }

  @Test
  void every_f16_number_survives() {
    for (var bits = 0; bits < 1 << 16; bits++) {
      var value = Float.float16ToFloat((short) bits);
      if (!Float.isNaN(value)) {
        assertThat(sixteen(TensorType.F16, value)).isEqualTo((short) bits);
      }
    }
  }

  @Test
  void halves_are_rounded_to_even() {
    // 1 + 2^-11 lies between two F16 numbers, and 1 + 2^-8 between two BF16 numbers.
    assertThat(sixteen(TensorType.F16, 1 + 0x1p-11f)).isEqualTo((short) 0x3C00);
    assertThat(sixteen(TensorType.F16, 1 + 3 * 0x1p-11f)).isEqualTo((short) 0x3C02);
    assertThat(sixteen(TensorType.BF16, 1 + 0x1p-8f)).isEqualTo((short) 0x3F80);
    assertThat(sixteen(TensorType.BF16, 1 + 3 * 0x1p-8f)).isEqualTo((short) 0x3F82);
  }

  @Test
  void bf16_keeps_infinities_and_nan() {
    assertThat(sixteen(TensorType.BF16, Float.NEGATIVE_INFINITY)).isEqualTo((short) 0xFF80);
    assertThat(fromBfloat16(sixteen(TensorType.BF16, Float.intBitsToFloat(0x7F800001)))).isNaN();
    assertThat(fromBfloat16(sixteen(TensorType.BF16, Float.MAX_VALUE))).isInfinite();
  }

  @Property
  void bf16_is_the_nearest_number(@ForAll @FloatRange(min = -1e30f, max = 1e30f) float value) {
    var bits = sixteen(TensorType.BF16, value);
    var error = Math.abs((double) fromBfloat16(bits) - value);
    for (var neighbour : new int[] {bits - 1, bits + 1}) {
      var other = fromBfloat16((short) neighbour);
      if (!Float.isNaN(other)) {
        assertThat(error).isLessThanOrEqualTo(Math.abs((double) other - value));
      }
    }
  }

  @Test
  void q8_0_scales_by_the_largest_magnitude_and_rounds_half_away_from_zero() {
    var values = new float[64];
    values[0] = -127;
    values[1] = 2.5f;
    values[2] = -2.5f;
    values[3] = 126.4f;
    var bytes = TensorEncoder.encode(TensorType.Q8_0, values);
    assertThat(bytes).hasSize(68);
    assertThat(MemorySegment.ofArray(bytes).get(LittleEndian.SHORT, 0)).isEqualTo((short) 0x3C00);
    assertThat(new byte[] {bytes[2], bytes[3], bytes[4], bytes[5], bytes[6]})
        .containsExactly(-127, 3, -3, 126, 0);
    assertThat(java.util.Arrays.copyOfRange(bytes, 34, 68)).containsOnly(0);
  }

  @Provide
  Arbitrary<Float[]> blocks() {
    return Arbitraries.floats().between(-1e4f, 1e4f).array(Float[].class).ofSize(32);
  }

  @Property
  void q8_0_is_within_its_error(@ForAll("blocks") Float[] block) {
    var values = new float[32];
    for (var i = 0; i < 32; i++) {
      values[i] = block[i];
    }
    var bytes = TensorEncoder.encode(TensorType.Q8_0, values);
    var scale = Float.float16ToFloat(MemorySegment.ofArray(bytes).get(LittleEndian.SHORT, 0));
    var largest = 0f;
    for (var value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    // Half a step, and what rounding the scale to 16 bits costs.
    var error = largest / 127 / 2 + largest * 0x1p-10f + 127 * 0x1p-24f;
    for (var i = 0; i < 32; i++) {
      assertThat(Math.abs(bytes[2 + i] * scale - values[i])).isLessThanOrEqualTo(error);
    }
  }

  @Test
  void what_q8_0_cannot_hold_is_refused() {
    var values = new float[32];
    values[7] = Float.NaN;
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TensorEncoder.encode(TensorType.Q8_0, values));
    values[7] = 1e30f;
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TensorEncoder.encode(TensorType.Q8_0, values));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TensorEncoder.encode(TensorType.Q8_0, new float[31]));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TensorEncoder.encode(TensorType.Q6_K, new float[256]));
  }
}
