package dev.brisk.engine.kernel;

/**
 * The arithmetic of a forward pass. There is a scalar twin and one in the Vector API; {@link
 * KernelSelection} chooses.
 *
 * <p>Every kernel computes each activation row by the same operations in the same order, however
 * many rows are computed together. So a token's logits do not depend on the batch it was in, a
 * verified draft equals plain decoding bit by bit, and cached KV equals computed KV.
 *
 * <p>Matrices of activations are row-major {@code float[]} with a stride. Implementations keep no
 * state but scratch space, and one instance serves one thread.
 */
public interface Kernels {
  /** One line for people: which kernels these are and, if slow, how to get faster ones. */
  String description();

  /** Rows a panel that these kernels want weights to be packed in. */
  int panelWidth();

  /**
   * Activation rows that one pass over the weights serves: buffers of activations and results have
   * room for a multiple of this many rows, and what stands past the last row is overwritten.
   */
  int rowTile();

  /**
   * The product of {@code rows} activation rows with panels {@code from} to {@code to} (exclusive)
   * of a matrix: {@code y[r][i] = sum over c of x[r][c] * w[i][c]}, summed with fused multiply-adds
   * in the order of c.
   *
   * <p>Rows of {@code y} up to a multiple of {@link #rowTile} may be overwritten with anything.
   *
   * @param x activations, {@code rows} rows of {@code w.columns()} values, {@code xStride} apart
   * @param y results; whole panels are written, so {@code yStride} is at least {@code w.count() *
   *     w.width()}
   */
  void multiply(
      Panels w,
      int from,
      int to,
      float[] x,
      int xOffset,
      int xStride,
      int rows,
      float[] y,
      int yOffset,
      int yStride);

  /** {@link #multiply} with activations and results that begin at the start of their arrays. */
  default void multiply(
      Panels w, int from, int to, float[] x, int xStride, int rows, float[] y, int yStride) {
    multiply(w, from, to, x, 0, xStride, rows, y, 0, yStride);
  }

  /** {@code out[i] = x[i] * weight[i] / sqrt(mean(x^2) + epsilon)} over {@code n} values. */
  void rmsNorm(
      float[] x, int xOffset, float[] weight, int n, float epsilon, float[] out, int outOffset);

  /**
   * {@code out[i] = (x[i] - mean(x)) * weight[i] / sqrt(variance(x) + epsilon) + bias[i]} over
   * {@code n} values.
   */
  void layerNorm(
      float[] x,
      int xOffset,
      float[] weight,
      float[] bias,
      int n,
      float epsilon,
      float[] out,
      int outOffset);

  /**
   * {@code x[i] = x[i] * sigmoid(2 z)} with {@code z = sqrt(2 / pi) * (x[i] + 0.044715 x[i]^3)}:
   * GELU in its approximation by the hyperbolic tangent (Hendrycks and Gimpel, 2016).
   */
  void gelu(float[] x, int offset, int n);

  /** {@code gate[i] = gate[i] * sigmoid(gate[i]) * up[i]} over {@code n} values. */
  void swiGlu(float[] gate, int gateOffset, float[] up, int upOffset, int n);

  /** {@code x[i] += y[i]} over {@code n} values. */
  void add(float[] x, int xOffset, float[] y, int yOffset, int n);

  /** {@code x[i] += y[i] * scale} over {@code n} values, each rounded once. */
  void addScaled(float[] x, int xOffset, float[] y, int yOffset, int n, float scale);

  /**
   * Scores of query heads against all positions of a page of keys: {@code scores[i][p] = sum over d
   * of q[i][d] * keys[d][p]}, summed with fused multiply-adds in the order of d.
   *
   * @param q {@code count} heads, one behind the other
   * @param keys {@code headSize} rows of {@code page} positions
   * @param page positions a page, a multiple of 32
   * @param scores {@code count} rows of {@code page} numbers
   */
  void scores(
      float[] q,
      int qOffset,
      int count,
      float[] keys,
      int keysOffset,
      int headSize,
      int page,
      float[] scores,
      int scoresOffset);

  /** Softmax in place over {@code n} values. */
  void softmax(float[] x, int offset, int n);

  /**
   * A page's part of a softmax over all pages (Milakov and Gimelshein, 2018: weights are relative
   * to the greatest score so far). Replaces the scores {@code x[i]} by {@code exp(scale * x[i] -
   * max)} for i from {@code begin} to {@code end} (exclusive, one at least), and all others of the
   * page by 0; weights below e^-87 are 0, too.
   *
   * @param states at {@code state} the max so far, negative infinity before the first page, and
   *     behind it the sum of the weights so far; both are brought up to date
   * @return what sums that were made with earlier weights have to be multiplied with
   */
  float weigh(
      float[] x, int offset, int page, int begin, int end, float scale, float[] states, int state);

  /**
   * Adds the values of {@code positions} positions, weighted, for each of {@code count} query
   * heads: {@code out[i][d] += sum over p of weights[i][p] * values[p][d]}, summed with fused
   * multiply-adds in the order of p.
   *
   * @param weights rows {@code weightsStride} apart
   * @param values {@code positions} rows of {@code headSize} values
   * @param out {@code count} heads, one behind the other
   */
  void weightedSum(
      float[] weights,
      int weightsOffset,
      int weightsStride,
      int count,
      int positions,
      float[] values,
      int valuesOffset,
      int headSize,
      float[] out,
      int outOffset);

  /** Numbers of F16 as floats: {@code to[i] = from[i]} for {@code n} numbers. */
  void halves(short[] from, int fromOffset, int n, float[] to, int toOffset);

  /**
   * Numbers of codes whose blocks are columns: {@code to[i][j] = codes[i][j] * scales[j]}.
   *
   * @param codes four more may be read behind them
   * @param columns numbers a row, a multiple of 32
   * @param scales in F16, one a column
   */
  void scaledColumns(
      byte[] codes,
      int codesOffset,
      int rows,
      int columns,
      short[] scales,
      int scalesOffset,
      float[] to,
      int toOffset);

  /**
   * Numbers of codes whose blocks are parts of rows: {@code to[i][j] = codes[i][j] * scales[i][j /
   * block]}.
   *
   * @param codes four more may be read behind them
   * @param scales in F16, for each row one a block; the last block of a row may be shorter
   */
  void scaledRows(
      byte[] codes,
      int codesOffset,
      int rows,
      int columns,
      int block,
      short[] scales,
      int scalesOffset,
      float[] to,
      int toOffset);

  /** The place of the greatest of {@code n} values, the first of equals. */
  int argmax(float[] x, int offset, int n);
}
