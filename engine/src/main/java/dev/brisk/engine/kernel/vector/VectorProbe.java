package dev.brisk.engine.kernel.vector;

import static dev.brisk.engine.kernel.vector.Lanes.COUNT;
import static dev.brisk.engine.kernel.vector.Lanes.FLOATS;
import static dev.brisk.engine.kernel.vector.Lanes.INTS;
import static dev.brisk.engine.kernel.vector.Lanes.ORDER;

import dev.brisk.engine.kernel.Probe;
import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;

/** The Vector API twin: as many sums in registers as a tile has. */
public final class VectorProbe implements Probe {
  private static final int SUMS = 12;
  private static final int BYTES = 4 * COUNT;

  private final float[] lanes = new float[COUNT];
  private final int[] bits = new int[COUNT];

  @Override
  public int read(MemorySegment data, long from, long to) {
    IntVector a = IntVector.zero(INTS);
    IntVector b = a;
    IntVector c = a;
    IntVector d = a;
    for (long i = from; i < to; i += 4L * BYTES) {
      a = a.or(IntVector.fromMemorySegment(INTS, data, i, ORDER));
      b = b.or(IntVector.fromMemorySegment(INTS, data, i + BYTES, ORDER));
      c = c.or(IntVector.fromMemorySegment(INTS, data, i + 2L * BYTES, ORDER));
      d = d.or(IntVector.fromMemorySegment(INTS, data, i + 3L * BYTES, ORDER));
    }
    a.or(b).or(c).or(d).intoArray(bits, 0);
    int all = 0;
    for (int lane : bits) {
      all |= lane;
    }
    return all;
  }

  /** Written out by hand: vectors in an array would be boxed. */
  @Override
  public float multiplyAndAdd(int rounds) {
    FloatVector x = FloatVector.broadcast(FLOATS, 0.999f);
    FloatVector y = FloatVector.broadcast(FLOATS, 0.5f);
    FloatVector s0 = FloatVector.zero(FLOATS);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    FloatVector s4 = s0;
    FloatVector s5 = s0;
    FloatVector s6 = s0;
    FloatVector s7 = s0;
    FloatVector s8 = s0;
    FloatVector s9 = s0;
    FloatVector s10 = s0;
    FloatVector s11 = s0;
    // Each sum begins and goes on in its own way, or the compiler would compute one of them.
    s1 = s1.add(1);
    s2 = s2.add(2);
    s3 = s3.add(3);
    s4 = s4.add(4);
    s5 = s5.add(5);
    s6 = s6.add(6);
    s7 = s7.add(7);
    s8 = s8.add(8);
    s9 = s9.add(9);
    s10 = s10.add(10);
    s11 = s11.add(11);
    for (int i = 0; i < rounds; i++) {
      s0 = x.fma(s0, y);
      s1 = x.fma(s1, y);
      s2 = x.fma(s2, y);
      s3 = x.fma(s3, y);
      s4 = x.fma(s4, y);
      s5 = x.fma(s5, y);
      s6 = x.fma(s6, y);
      s7 = x.fma(s7, y);
      s8 = x.fma(s8, y);
      s9 = x.fma(s9, y);
      s10 = x.fma(s10, y);
      s11 = x.fma(s11, y);
    }
    FloatVector low = s0.add(s1).add(s2).add(s3).add(s4).add(s5);
    low.add(s6).add(s7).add(s8).add(s9).add(s10).add(s11).intoArray(lanes, 0);
    float sum = 0;
    for (float lane : lanes) {
      sum += lane;
    }
    return sum / (SUMS * COUNT);
  }

  @Override
  public long operations() {
    return 2L * SUMS * COUNT;
  }
}
