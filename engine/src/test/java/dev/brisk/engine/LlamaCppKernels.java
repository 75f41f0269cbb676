package dev.brisk.engine;

import dev.brisk.engine.kernel.Kernels;
import dev.brisk.engine.kernel.Panels;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Kernels that round where llama.cpp does, by its defaults on a CPU: activations before products,
 * queries, keys and values to F16, attention as {@link LlamaCppAttention} says, and GELU read from
 * a table of F16 numbers. All else is left to kernels that do not round; sums are in the order of
 * those.
 *
 * <p>For one thread that computes alone, and for {@code Attention}'s way of calling: all scores of
 * a row, a softmax for each head, then the sums.
 */
final class LlamaCppKernels implements Kernels {
  private final Kernels exact;

  /** Moves activations by their last bit, as sums in another order do; null to leave them. */
  private final @Nullable Random noise;

  private final Map<Integer, LlamaCppAttention> heads = new HashMap<>();
  private float[] rounded = {};
  private boolean attending;
  private int attended;

  LlamaCppKernels(Kernels exact, @Nullable Random noise) {
    this.exact = exact;
    this.noise = noise;
  }

  @Override
  public String description() {
    return "rounds like llama.cpp";
  }

  @Override
  public int panelWidth() {
    return exact.panelWidth();
  }

  @Override
  public int rowTile() {
    return exact.rowTile();
  }

  @Override
  public void multiply(
      Panels w,
      int from,
      int to,
      float[] x,
      int xOffset,
      int xStride,
      int rows,
      float[] y,
      int yOffset,
      int yStride) {
    attending = false;
    int columns = w.columns();
    int room = (rows + rowTile() - 1) / rowTile() * rowTile() * columns;
    rounded = rounded.length < room ? new float[room] : rounded;
    for (int row = 0; row < rows; row++) {
      System.arraycopy(x, xOffset + row * xStride, rounded, row * columns, columns);
    }
    if (noise != null) {
      for (int i = 0; i < rows * columns; i++) {
        rounded[i] *= 1 + noise.nextInt(-1, 2) * 0x1p-23f;
      }
    }
    LlamaCppRounding.round(w.layout(), rounded, 0, rows * columns);
    exact.multiply(w, from, to, rounded, 0, columns, rows, y, yOffset, yStride);
  }

  @Override
  public void scores(
      float[] q,
      int qOffset,
      float[] keys,
      int keysOffset,
      int headSize,
      int page,
      float scale,
      float[] scores,
      int scoresOffset) {
    attending = true;
    float[] query = Arrays.copyOfRange(q, qOffset, qOffset + headSize);
    float[] key = Arrays.copyOfRange(keys, keysOffset, keysOffset + headSize * page);
    LlamaCppRounding.toF16(query, 0, query.length);
    LlamaCppRounding.toF16(key, 0, key.length);
    exact.scores(query, 0, key, 0, headSize, page, scale, scores, scoresOffset);
  }

  /** Attention leaves the scores to {@link #weightedSum}; others, as of experts, get a softmax. */
  @Override
  public void softmax(float[] x, int offset, int n) {
    if (attending) {
      attended = n;
    } else {
      exact.softmax(x, offset, n);
    }
  }

  @Override
  public void weightedSum(
      float[] weights,
      int weightsOffset,
      int count,
      float[] values,
      int valuesOffset,
      int headSize,
      float[] out,
      int outOffset) {
    var head = heads.computeIfAbsent(outOffset, key -> new LlamaCppAttention(headSize));
    for (int p = 0; p < count; p++) {
      head.add(weights[weightsOffset + p], values, valuesOffset + p * headSize);
    }
    if (head.positions() == attended) {
      head.result(out, outOffset);
      heads.remove(outOffset);
    }
  }

  @Override
  public void gelu(float[] x, int offset, int n) {
    for (int i = offset; i < offset + n; i++) {
      if (x[i] > -10 && x[i] < 10) {
        double v = LlamaCppRounding.f16(x[i]);
        double z = Math.sqrt(2 / Math.PI) * v * (1 + 0.044715 * v * v);
        x[i] = LlamaCppRounding.f16((float) (0.5 * v * (1 + Math.tanh(z))));
      } else {
        x[i] = Math.max(x[i], 0);
      }
    }
  }

  @Override
  public void rmsNorm(
      float[] x, int xOffset, float[] weight, int n, float epsilon, float[] out, int outOffset) {
    exact.rmsNorm(x, xOffset, weight, n, epsilon, out, outOffset);
  }

  @Override
  public void layerNorm(
      float[] x,
      int xOffset,
      float[] weight,
      float[] bias,
      int n,
      float epsilon,
      float[] out,
      int outOffset) {
    exact.layerNorm(x, xOffset, weight, bias, n, epsilon, out, outOffset);
  }

  @Override
  public void swiGlu(float[] gate, int gateOffset, float[] up, int upOffset, int n) {
    exact.swiGlu(gate, gateOffset, up, upOffset, n);
  }

  @Override
  public void add(float[] x, int xOffset, float[] y, int yOffset, int n) {
    exact.add(x, xOffset, y, yOffset, n);
  }

  @Override
  public void addScaled(float[] x, int xOffset, float[] y, int yOffset, int n, float scale) {
    exact.addScaled(x, xOffset, y, yOffset, n, scale);
  }

  @Override
  public int argmax(float[] x, int offset, int n) {
    return exact.argmax(x, offset, n);
  }
}
