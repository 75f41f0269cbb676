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
 * <p>For one thread that computes alone, and for {@code Attention}'s way of calling: page by page
 * the scores, then weights of each query head, then the sums of several, with heads of all three in
 * the same order.
 */
final class LlamaCppKernels implements Kernels {
  private final Kernels exact;

  /** Moves activations by their last bit, as sums in another order do; null to leave them. */
  private final @Nullable Random noise;

  private final Map<Integer, LlamaCppAttention> heads = new HashMap<>();
  private float[] rounded = {};

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
      int count,
      float[] keys,
      int keysOffset,
      int headSize,
      int page,
      float[] scores,
      int scoresOffset) {
    float[] queries = Arrays.copyOfRange(q, qOffset, qOffset + count * headSize);
    float[] key = Arrays.copyOfRange(keys, keysOffset, keysOffset + headSize * page);
    LlamaCppRounding.toF16(queries, 0, queries.length);
    LlamaCppRounding.toF16(key, 0, key.length);
    exact.scores(queries, 0, count, key, 0, headSize, page, scores, scoresOffset);
  }

  @Override
  public void softmax(float[] x, int offset, int n) {
    exact.softmax(x, offset, n);
  }

  /** Leaves the scores to {@link #weightedSum}, whose sums are whole after each page. */
  @Override
  public float weigh(
      float[] x, int offset, int page, int begin, int end, float scale, float[] states, int state) {
    if (states[state] == Float.NEGATIVE_INFINITY) {
      heads.remove(state / 2);
    }
    for (int i = 0; i < page; i++) {
      x[offset + i] *= scale;
    }
    states[state] = 0;
    states[state + 1] = 1;
    return 1;
  }

  @Override
  public void weightedSum(
      float[] weights,
      int weightsOffset,
      int weightsStride,
      int count,
      int positions,
      float[] values,
      int valuesOffset,
      int headSize,
      float[] out,
      int outOffset) {
    for (int i = 0; i < count; i++) {
      int to = outOffset + i * headSize;
      var head = heads.computeIfAbsent(to / headSize, key -> new LlamaCppAttention(headSize));
      for (int p = 0; p < positions; p++) {
        float score = weights[weightsOffset + i * weightsStride + p];
        head.add(score, values, valuesOffset + p * headSize);
      }
      head.result(out, to);
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
  public void halves(short[] from, int fromOffset, int n, float[] to, int toOffset) {
    exact.halves(from, fromOffset, n, to, toOffset);
  }

  @Override
  public void scaledColumns(
      byte[] codes,
      int codesOffset,
      int rows,
      int columns,
      short[] scales,
      int scalesOffset,
      float[] to,
      int toOffset) {
    exact.scaledColumns(codes, codesOffset, rows, columns, scales, scalesOffset, to, toOffset);
  }

  @Override
  public void scaledRows(
      byte[] codes,
      int codesOffset,
      int rows,
      int columns,
      int block,
      short[] scales,
      int scalesOffset,
      float[] to,
      int toOffset) {
    exact.scaledRows(codes, codesOffset, rows, columns, block, scales, scalesOffset, to, toOffset);
  }

  @Override
  public int argmax(float[] x, int offset, int n) {
    return exact.argmax(x, offset, n);
  }
}
