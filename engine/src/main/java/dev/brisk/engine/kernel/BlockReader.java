package dev.brisk.engine.kernel;

import dev.brisk.engine.gguf.TensorType;

/**
 * Takes the blocks of ggml's quantized types apart. Source: the structures in {@code ggml-common.h}
 * and the reference functions {@code dequantize_row_*} in {@code ggml-quants.c} of llama.cpp.
 */
final class BlockReader {
  private BlockReader() {}

  /**
   * Reads one block of {@code type.blockElements()} values.
   *
   * @param in the bytes of a tensor's rows
   * @param at where the block begins
   */
  static void read(TensorType type, byte[] in, int at, UnpackedBlock out) {
    switch (type) {
      case Q8_0 -> {
        out.factor = half(in, at);
        System.arraycopy(in, at + 2, out.codes, 0, 32);
      }
      case Q4_0, IQ4_NL -> {
        out.factor = half(in, at);
        nibbles(in, at + 2, out.codes, 0);
      }
      case Q4_1 -> {
        out.factor = half(in, at);
        out.minFactor = half(in, at + 2);
        nibbles(in, at + 4, out.codes, 0);
      }
      case Q5_0 -> {
        out.factor = half(in, at);
        nibbles(in, at + 6, out.codes, 0);
        fifthBits(in, at + 2, out.codes, 16);
      }
      case Q5_1 -> {
        out.factor = half(in, at);
        out.minFactor = half(in, at + 2);
        nibbles(in, at + 8, out.codes, 0);
        fifthBits(in, at + 4, out.codes, 0);
      }
      case Q2_K, Q3_K, Q4_K, Q5_K, Q6_K, IQ4_XS -> SuperBlockReader.read(type, in, at, out);
      default -> throw new IllegalArgumentException(type + " is not quantized in a known way");
    }
  }

  static short half(byte[] in, int at) {
    return (short) ((in[at] & 0xff) | (in[at + 1] << 8));
  }

  /** 16 bytes: the lower halves are values 0 to 15, the upper ones 16 to 31. */
  static void nibbles(byte[] in, int at, byte[] codes, int to) {
    for (int i = 0; i < 16; i++) {
      codes[to + i] = (byte) (in[at + i] & 15);
      codes[to + i + 16] = (byte) ((in[at + i] >> 4) & 15);
    }
  }

  /** Four bytes with the fifth bit of each of 32 codes, the first value's lowest. */
  private static void fifthBits(byte[] in, int at, byte[] codes, int offset) {
    for (int i = 0; i < 32; i++) {
      int bit = (in[at + i / 8] >> (i % 8)) & 1;
      codes[i] = (byte) ((codes[i] | (bit << 4)) - offset);
    }
  }
}
