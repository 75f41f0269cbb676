package dev.brisk.engine.kernel;

import static dev.brisk.engine.kernel.BlockReader.half;
import static dev.brisk.engine.kernel.BlockReader.nibbles;

import dev.brisk.engine.gguf.TensorType;

/**
 * Takes blocks of 256 values apart, whose sub-blocks of 16 or 32 have quantized scales of their
 * own. Sources as for {@link BlockReader}.
 */
final class SuperBlockReader {
  /** Flips an f16's sign: ggml subtracts mins, panels add them. */
  private static final int SIGN = 0x8000;

  private SuperBlockReader() {}

  static void read(TensorType type, byte[] in, int at, UnpackedBlock out) {
    switch (type) {
      case Q2_K -> q2(in, at, out);
      case Q3_K -> q3(in, at, out);
      case Q4_K -> q4(in, at, out);
      case Q5_K -> q5(in, at, out);
      case Q6_K -> q6(in, at, out);
      case IQ4_XS -> iq4(in, at, out);
      default -> throw new IllegalArgumentException(type + " has no super-blocks");
    }
  }

  /** 16 bytes of scales (low halves) and mins (high halves), 64 of codes, the two factors. */
  private static void q2(byte[] in, int at, UnpackedBlock out) {
    for (int b = 0; b < 16; b++) {
      out.scales[b] = (byte) (in[at + b] & 15);
      out.mins[b] = (byte) ((in[at + b] >> 4) & 15);
    }
    pairs(in, at + 16, out.codes);
    out.factor = half(in, at + 80);
    out.minFactor = (short) (half(in, at + 82) ^ SIGN);
  }

  /** 32 bytes of third bits, 64 of the lower two, 12 of scales of 6 bits, the factor. */
  private static void q3(byte[] in, int at, UnpackedBlock out) {
    pairs(in, at + 32, out.codes);
    for (int i = 0; i < 256; i++) {
      int bit = (in[at + i % 32] >> (i / 32)) & 1;
      out.codes[i] |= (byte) (bit << 2);
    }
    for (int b = 0; b < 16; b++) {
      int low = (in[at + 96 + b % 8] >> (b / 8 * 4)) & 15;
      int high = (in[at + 104 + b % 4] >> (b / 4 * 2)) & 3;
      out.scales[b] = (byte) ((low | (high << 4)) - 32);
    }
    out.factor = half(in, at + 108);
  }

  /** Two halves of 128 values in 32 bytes each; a byte has a value of each quarter of its half. */
  private static void pairs(byte[] in, int at, byte[] codes) {
    for (int i = 0; i < 256; i++) {
      codes[i] = (byte) ((in[at + i / 128 * 32 + i % 32] >> (i % 128 / 32 * 2)) & 3);
    }
  }

  /** The two factors, 12 bytes of scales and mins, 128 of codes. */
  private static void q4(byte[] in, int at, UnpackedBlock out) {
    factorsAndScales(in, at, out);
    halves(in, at + 16, out.codes);
  }

  /** As Q4_K, with 32 bytes of fifth bits before the codes. */
  private static void q5(byte[] in, int at, UnpackedBlock out) {
    factorsAndScales(in, at, out);
    halves(in, at + 48, out.codes);
    for (int i = 0; i < 256; i++) {
      int bit = (in[at + 16 + i % 32] >> (i / 32)) & 1;
      out.codes[i] |= (byte) (bit << 4);
    }
  }

  /**
   * Four groups of 64 values in 32 bytes: the low halves are the first 32, the high ones the rest.
   */
  private static void halves(byte[] in, int at, byte[] codes) {
    for (int i = 0; i < 256; i++) {
      codes[i] = (byte) ((in[at + i / 64 * 32 + i % 32] >> (i % 64 / 32 * 4)) & 15);
    }
  }

  /**
   * Eight scales and eight mins of 6 bits in 12 bytes: the first four of each are the low 6 bits of
   * bytes 0 to 7; of the others, the low four bits stand in bytes 8 to 11 and the high two above
   * the first ones.
   */
  private static void factorsAndScales(byte[] in, int at, UnpackedBlock out) {
    out.factor = half(in, at);
    out.minFactor = (short) (half(in, at + 2) ^ SIGN);
    int s = at + 4;
    for (int b = 0; b < 4; b++) {
      out.scales[b] = (byte) (in[s + b] & 63);
      out.mins[b] = (byte) (in[s + 4 + b] & 63);
      out.scales[b + 4] = (byte) ((in[s + 8 + b] & 15) | (((in[s + b] >> 6) & 3) << 4));
      out.mins[b + 4] = (byte) (((in[s + 8 + b] >> 4) & 15) | (((in[s + 4 + b] >> 6) & 3) << 4));
    }
  }

  /** 128 bytes of low four bits, 64 of the upper two, 16 signed scales, the factor. */
  private static void q6(byte[] in, int at, UnpackedBlock out) {
    for (int i = 0; i < 256; i++) {
      int half = i / 128;
      int within = i % 128;
      int low = (in[at + half * 64 + within % 64] >> (within / 64 * 4)) & 15;
      int high = (in[at + 128 + half * 32 + within % 32] >> (within / 32 * 2)) & 3;
      out.codes[i] = (byte) ((low | (high << 4)) - 32);
    }
    System.arraycopy(in, at + 192, out.scales, 0, 16);
    out.factor = half(in, at + 208);
  }

  /** The factor, two bytes of the scales' upper two bits, four of their lower four, then codes. */
  private static void iq4(byte[] in, int at, UnpackedBlock out) {
    out.factor = half(in, at);
    int high = half(in, at + 2);
    for (int b = 0; b < 8; b++) {
      int low = (in[at + 4 + b / 2] >> (b % 2 * 4)) & 15;
      out.scales[b] = (byte) ((low | (((high >> (2 * b)) & 3) << 4)) - 32);
      nibbles(in, at + 8 + b * 16, out.codes, b * 32);
    }
  }
}
