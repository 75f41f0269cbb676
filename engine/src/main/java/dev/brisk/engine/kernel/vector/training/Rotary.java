package dev.brisk.engine.kernel.vector.training;

import static dev.brisk.engine.kernel.vector.training.Lanes.COUNT;
import static dev.brisk.engine.kernel.vector.training.Lanes.FLOATS;
import static dev.brisk.engine.kernel.vector.training.Lanes.load;
import static dev.brisk.engine.kernel.vector.training.Lanes.store;

import jdk.incubator.vector.VectorShuffle;

/**
 * Rotary positions on neighbouring pairs, as GGUF's llama has them: (x₀, x₁) becomes (x₀ cos − x₁
 * sin, x₁ cos + x₀ sin) with the angle position · base^(−2i/size) for the pair i of a head. Heads
 * have a multiple of 16 numbers.
 */
public final class Rotary {
  private final int headSize;
  private final Floats cos;
  private final Floats sin;
  private final VectorShuffle<Float> swap =
      VectorShuffle.fromOp(FLOATS, i -> i % 2 == 0 ? i + 1 : i - 1);

  /**
   * @param positions how many positions there are at the most
   */
  public Rotary(int headSize, int positions, double base) {
    this.headSize = headSize;
    cos = new Floats(positions * headSize);
    sin = new Floats(positions * headSize);
    for (int position = 0; position < positions; position++) {
      for (int i = 0; i < headSize; i++) {
        int pair = i / 2;
        double angle = position * Math.pow(base, -2.0 * pair / headSize);
        cos.set(position * headSize + i, (float) Math.cos(angle));
        // The first of a pair takes its sine with a minus.
        sin.set(position * headSize + i, (float) (i % 2 == 0 ? -Math.sin(angle) : Math.sin(angle)));
      }
    }
  }

  /**
   * Turns the first {@code heads} heads of each row in place.
   *
   * @param back whether to turn them back, which is also the gradient's way
   */
  public void turn(
      Floats x, int at, int stride, int heads, int[] positions, int rows, boolean back) {
    for (int row = 0; row < rows; row++) {
      int table = positions[row] * headSize;
      int from = at + row * stride;
      for (int i = 0; i < headSize; i += COUNT) {
        var c = load(cos, table + i);
        var s = load(sin, table + i);
        if (back) {
          s = s.neg();
        }
        for (int head = 0; head < heads; head++) {
          var v = load(x, from + head * headSize + i);
          store(v.rearrange(swap).fma(s, v.mul(c)), x, from + head * headSize + i);
        }
      }
    }
  }
}
