package dev.brisk.engine.kernel.vector.training;

import static dev.brisk.engine.kernel.vector.training.Lanes.COUNT;
import static dev.brisk.engine.kernel.vector.training.Lanes.FLOATS;
import static dev.brisk.engine.kernel.vector.training.Lanes.load;
import static dev.brisk.engine.kernel.vector.training.Lanes.store;

import jdk.incubator.vector.FloatVector;

/** h = silu(gate) · up; a row holds the gates first, then the ups. Sizes are multiples of 16. */
public final class SwiGlu {
  private SwiGlu() {}

  /** Makes {@code rows} rows of {@code size} from as many of {@code 2 * size}. */
  public static void forward(Floats gateUp, int at, Floats h, int rows, int size) {
    for (int row = 0; row < rows; row++) {
      int gate = at + row * 2 * size;
      int to = row * size;
      for (int i = 0; i < size; i += COUNT) {
        var g = load(gateUp, gate + i);
        var silu = g.div(Lanes.exp(g.neg()).add(1f));
        store(silu.mul(load(gateUp, gate + size + i)), h, to + i);
      }
    }
  }

  /** Replaces gates and ups by their gradients, given that of h, and h's gradient by h. */
  public static void backward(Floats gateUp, int at, Floats dh, int rows, int size) {
    var one = FloatVector.broadcast(FLOATS, 1f);
    for (int row = 0; row < rows; row++) {
      int gate = at + row * 2 * size;
      int from = row * size;
      for (int i = 0; i < size; i += COUNT) {
        var g = load(gateUp, gate + i);
        var u = load(gateUp, gate + size + i);
        var d = load(dh, from + i);
        var sigmoid = one.div(Lanes.exp(g.neg()).add(1f));
        var silu = g.mul(sigmoid);
        // silu' = σ + silu · (1 − σ)
        var slope = silu.fma(one.sub(sigmoid), sigmoid);
        store(d.mul(u).mul(slope), gateUp, gate + i);
        store(d.mul(silu), gateUp, gate + size + i);
        store(silu.mul(u), dh, from + i);
      }
    }
  }
}
