package dev.brisk.engine.gguf;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Turns numbers into the bytes of a tensor: F32, F16, BF16 and Q8_0. Sources: IEEE 754 for F16,
 * rounding half to even in both 16-bit types; {@code quantize_row_q8_0_ref} of ggml for Q8_0.
 */
public final class TensorEncoder {
  private TensorEncoder() {}

  /**
   * Encodes values in row order.
   *
   * @param values as many as fill whole blocks of {@code type}
   * @return {@code type.bytes(values.length)} bytes
   * @throws IllegalArgumentException for other types, for a part of a block, for a Q8_0 block whose
   *     scale does not fit in 16 bits or that holds a value that is not finite, and for values that
   *     take more than 2 GiB
   */
  public static byte[] encode(TensorType type, float[] values) {
    var size = type.bytes(values.length);
    if (size > Integer.MAX_VALUE - 16) {
      throw new IllegalArgumentException(
          values.length + " values are too many for one array; encode them in parts.");
    }
    var bytes = new byte[(int) size];
    var out = MemorySegment.ofArray(bytes);
    switch (type) {
      case F32 -> {
        for (var i = 0; i < values.length; i++) {
          out.set(LittleEndian.FLOAT, 4L * i, values[i]);
        }
      }
      case F16 -> {
        for (var i = 0; i < values.length; i++) {
          out.set(LittleEndian.SHORT, 2L * i, Float.floatToFloat16(values[i]));
        }
      }
      case BF16 -> {
        for (var i = 0; i < values.length; i++) {
          out.set(LittleEndian.SHORT, 2L * i, bfloat16(values[i]));
        }
      }
      case Q8_0 -> {
        for (var block = 0; block < values.length / type.blockElements(); block++) {
          encodeQ8Block(values, block * type.blockElements(), out, block * type.blockBytes());
        }
      }
      default ->
          throw new IllegalArgumentException(
              type + " cannot be written; use F32, F16, BF16 or Q8_0.");
    }
    return bytes;
  }

  private static short bfloat16(float value) {
    var bits = Float.floatToRawIntBits(value);
    if (Float.isNaN(value)) {
      return (short) ((bits >>> 16) | 64); // Stays a NaN even if its payload was in the lower half.
    }
    return (short) ((bits + 0x7FFF + ((bits >>> 16) & 1)) >>> 16);
  }

  /** One block: a 16-bit scale and 32 signed bytes. */
  private static void encodeQ8Block(float[] values, int from, MemorySegment out, int at) {
    var largest = 0f;
    for (var i = from; i < from + 32; i++) {
      if (!Float.isFinite(values[i])) {
        throw new IllegalArgumentException(
            "The value at %d is %s, which Q8_0 cannot hold.".formatted(i, values[i]));
      }
      largest = Math.max(largest, Math.abs(values[i]));
    }
    var scale = largest / 127;
    var inverse = scale == 0 ? 0 : 1 / scale;
    var stored = Float.floatToFloat16(scale);
    if (Float.isInfinite(Float.float16ToFloat(stored))) {
      throw new IllegalArgumentException(
          "The values from %d on reach %s, too much for Q8_0.".formatted(from, largest));
    }
    out.set(LittleEndian.SHORT, at, stored);
    for (var i = 0; i < 32; i++) {
      out.set(ValueLayout.JAVA_BYTE, at + 2L + i, rounded(values[from + i] * inverse));
    }
  }

  /** Rounds half away from zero, as C's {@code roundf}; tiny scales may overshoot, so it clamps. */
  private static byte rounded(float value) {
    var magnitude = (int) Math.min(127, Math.floor(Math.abs((double) value) + 0.5));
    return (byte) (value < 0 ? -magnitude : magnitude);
  }
}
