package dev.brisk.engine.kernel;

import dev.brisk.engine.gguf.LittleEndian;
import java.lang.foreign.MemorySegment;

/** The scalar twin. */
final class ScalarProbe implements Probe {
  private static final int SUMS = 8;

  @Override
  public int read(MemorySegment data, long from, long to) {
    long a = 0;
    long b = 0;
    long c = 0;
    long d = 0;
    for (long i = from; i < to; i += 32) {
      a |= data.get(LittleEndian.LONG, i);
      b |= data.get(LittleEndian.LONG, i + 8);
      c |= data.get(LittleEndian.LONG, i + 16);
      d |= data.get(LittleEndian.LONG, i + 24);
    }
    long all = a | b | c | d;
    return (int) (all | all >>> 32);
  }

  @Override
  public float multiplyAndAdd(int rounds) {
    var sums = new float[SUMS];
    for (int i = 0; i < rounds; i++) {
      for (int k = 0; k < SUMS; k++) {
        sums[k] = Math.fma(0.999f, sums[k], 0.5f);
      }
    }
    float sum = 0;
    for (float s : sums) {
      sum += s;
    }
    return sum / SUMS;
  }

  @Override
  public long operations() {
    return 2L * SUMS;
  }
}
