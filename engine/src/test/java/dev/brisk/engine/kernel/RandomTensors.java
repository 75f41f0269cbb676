package dev.brisk.engine.kernel;

import dev.brisk.engine.gguf.LittleEndian;
import dev.brisk.engine.gguf.Tensor;
import dev.brisk.engine.gguf.TensorEncoder;
import dev.brisk.engine.gguf.TensorType;
import java.lang.foreign.MemorySegment;
import java.util.Random;
import java.util.Set;

/** Tensors of any type that products are implemented for, with random bytes as codes and scales. */
final class RandomTensors {
  /** Where a block's f16 factors stand. */
  private static int[] factors(TensorType type) {
    return switch (type) {
      case Q4_0, Q5_0, IQ4_NL, IQ4_XS -> new int[] {0};
      case Q4_1, Q5_1, Q4_K, Q5_K -> new int[] {0, 2};
      case Q2_K -> new int[] {80, 82};
      case Q3_K -> new int[] {108};
      case Q6_K -> new int[] {208};
      default -> throw new IllegalArgumentException(type.toString());
    };
  }

  private static final Set<TensorType> ENCODED =
      Set.of(TensorType.F32, TensorType.F16, TensorType.BF16, TensorType.Q8_0);

  private RandomTensors() {}

  static Tensor of(TensorType type, int rows, int columns, Random random) {
    long[] shape = {columns, rows};
    if (ENCODED.contains(type)) {
      var values = new float[rows * columns];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) random.nextGaussian();
      }
      return new Tensor(
          "w", type, shape, MemorySegment.ofArray(TensorEncoder.encode(type, values)));
    }
    var bytes = new byte[(int) type.bytes((long) rows * columns)];
    random.nextBytes(bytes);
    var data = MemorySegment.ofArray(bytes);
    for (int at = 0; at < bytes.length; at += type.blockBytes()) {
      for (int factor : factors(type)) {
        short half = Float.floatToFloat16((float) random.nextGaussian() * 0.01f);
        data.set(LittleEndian.SHORT, at + factor, half);
      }
    }
    return new Tensor("w", type, shape, data);
  }
}
