package dev.brisk.bench;

import dev.brisk.engine.gguf.Tensor;
import dev.brisk.engine.gguf.TensorType;
import java.lang.foreign.MemorySegment;
import java.util.Random;

/** Weights and activations for timing. */
final class RandomWeights {
  private RandomWeights() {}

  /**
   * A matrix of random bytes. Their upper bits are such that no type reads infinity or a denormal
   * number from them, which would take another time.
   */
  static Tensor matrix(TensorType type, int rows, int columns, Random random) {
    var bytes = new byte[Math.toIntExact(type.bytes((long) rows * columns))];
    random.nextBytes(bytes);
    for (var i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) ((bytes[i] & 0x1B) | 0x20);
    }
    return new Tensor("w", type, new long[] {columns, rows}, MemorySegment.ofArray(bytes));
  }

  /** So many numbers around 0. */
  static float[] numbers(int count, Random random) {
    var numbers = new float[count];
    for (var i = 0; i < count; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    return numbers;
  }
}
