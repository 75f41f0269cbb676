package dev.brisk.engine.kernel;

import dev.brisk.engine.gguf.Tensor;
import dev.brisk.engine.gguf.TensorType;
import java.lang.foreign.ValueLayout;

/**
 * The values of a tensor, one block after the other, written from the description of ggml's blocks
 * ({@code ggml-common.h}) in the order in which the bytes stand, and apart from the code under
 * test.
 */
final class PlainDequantizer {
  private static final int[] IQ4 = {
    -127, -104, -83, -65, -49, -35, -22, -10, 1, 13, 25, 38, 53, 69, 89, 113
  };

  private final byte[] in;
  private final double[] out;
  private int at;
  private int to;

  private PlainDequantizer(byte[] in, int values) {
    this.in = in;
    out = new double[values];
  }

  static double[] values(Tensor tensor) {
    var bytes = tensor.data().toArray(ValueLayout.JAVA_BYTE);
    var plain = new PlainDequantizer(bytes, (int) tensor.elements());
    while (plain.to < plain.out.length) {
      plain.block(tensor.type());
      plain.at += tensor.type().blockBytes();
      plain.to += tensor.type().blockElements();
    }
    return plain.out;
  }

  private void block(TensorType type) {
    switch (type) {
      case F32 -> out[to] = Float.intBitsToFloat(u(0) | u(1) << 8 | u(2) << 16 | u(3) << 24);
      case F16 -> out[to] = f16(0);
      case BF16 -> out[to] = Float.intBitsToFloat((u(0) | u(1) << 8) << 16);
      case Q8_0 -> {
        for (int i = 0; i < 32; i++) {
          out[to + i] = f16(0) * in[at + 2 + i];
        }
      }
      case Q4_0 -> small(2, (q, i) -> f16(0) * (q - 8));
      case Q4_1 -> small(4, (q, i) -> f16(0) * q + f16(2));
      case Q5_0 -> small(6, (q, i) -> f16(0) * ((q | fifth(2, i) << 4) - 16));
      case Q5_1 -> small(8, (q, i) -> f16(0) * (q | fifth(4, i) << 4) + f16(2));
      case IQ4_NL -> small(2, (q, i) -> f16(0) * IQ4[q]);
      case IQ4_XS -> iq4xs();
      case Q2_K -> q2k();
      case Q3_K -> q3k();
      case Q4_K, Q5_K -> q45k(type == TensorType.Q5_K);
      case Q6_K -> q6k();
      default -> throw new IllegalArgumentException(type.toString());
    }
  }

  private interface Small {
    double value(int nibble, int index);
  }

  private void small(int codes, Small small) {
    for (int j = 0; j < 16; j++) {
      out[to + j] = small.value(u(codes + j) % 16, j);
      out[to + j + 16] = small.value(u(codes + j) / 16, j + 16);
    }
  }

  private int fifth(int bits, int i) {
    long all = u(bits) | u(bits + 1) << 8 | u(bits + 2) << 16 | (long) u(bits + 3) << 24;
    return (int) (all >> i & 1);
  }

  private void iq4xs() {
    int high = u(2) | u(3) << 8;
    for (int b = 0; b < 8; b++) {
      int low = b % 2 == 0 ? u(4 + b / 2) % 16 : u(4 + b / 2) / 16;
      int scale = low + 16 * ((high >> (2 * b)) & 3) - 32;
      for (int j = 0; j < 16; j++) {
        out[to + 32 * b + j] = f16(0) * scale * IQ4[u(8 + 16 * b + j) % 16];
        out[to + 32 * b + 16 + j] = f16(0) * scale * IQ4[u(8 + 16 * b + j) / 16];
      }
    }
  }

  private void q2k() {
    int y = to;
    int block = 0;
    for (int half = 0; half < 2; half++) {
      for (int shift = 0; shift < 8; shift += 2) {
        for (int part = 0; part < 2; part++, block++) {
          for (int l = 0; l < 16; l++) {
            int q = u(16 + 32 * half + 16 * part + l) >> shift & 3;
            int min = u(block) / 16;
            out[y++] = f16(80) * (u(block) % 16) * q - f16(82) * min;
          }
        }
      }
    }
  }

  private void q3k() {
    int y = to;
    int block = 0;
    int bit = 1;
    for (int half = 0; half < 2; half++) {
      for (int shift = 0; shift < 8; shift += 2, bit *= 2) {
        for (int part = 0; part < 2; part++, block++) {
          int low = block < 8 ? u(96 + block) % 16 : u(96 + block - 8) / 16;
          int scale = low + 16 * ((u(104 + block % 4) >> (2 * (block / 4))) & 3) - 32;
          for (int l = 0; l < 16; l++) {
            int q = u(32 + 32 * half + 16 * part + l) >> shift & 3;
            boolean high = (u(16 * part + l) & bit) != 0;
            out[y++] = f16(108) * scale * (q - (high ? 0 : 4));
          }
        }
      }
    }
  }

  private void q45k(boolean five) {
    for (int b = 0; b < 8; b++) {
      int scale;
      int min;
      if (b < 4) {
        scale = u(4 + b) % 64;
        min = u(8 + b) % 64;
      } else {
        scale = u(8 + b) % 16 + u(b) / 64 * 16;
        min = u(8 + b) / 16 + u(4 + b) / 64 * 16;
      }
      for (int l = 0; l < 32; l++) {
        int two = u((five ? 48 : 16) + b / 2 * 32 + l);
        int q = b % 2 == 0 ? two % 16 : two / 16;
        if (five) {
          q += 16 * (u(16 + l) >> b & 1);
        }
        out[to + 32 * b + l] = f16(0) * scale * q - f16(2) * min;
      }
    }
  }

  private void q6k() {
    for (int half = 0; half < 2; half++) {
      for (int l = 0; l < 32; l++) {
        int a = u(64 * half + l);
        int b = u(64 * half + 32 + l);
        int h = u(128 + 32 * half + l);
        int[] q = {
          a % 16 + 16 * (h & 3),
          b % 16 + 16 * (h >> 2 & 3),
          a / 16 + 16 * (h >> 4 & 3),
          b / 16 + 16 * (h >> 6 & 3)
        };
        for (int quarter = 0; quarter < 4; quarter++) {
          int scale = in[at + 192 + 8 * half + 2 * quarter + l / 16];
          out[to + 128 * half + 32 * quarter + l] = f16(208) * scale * (q[quarter] - 32);
        }
      }
    }
  }

  private int u(int offset) {
    return in[at + offset] & 0xff;
  }

  private double f16(int offset) {
    return Float.float16ToFloat((short) (u(offset) | u(offset + 1) << 8));
  }
}
