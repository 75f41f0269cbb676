package dev.brisk.engine.kernel.vector;

import static dev.brisk.engine.kernel.vector.Lanes.COUNT;
import static dev.brisk.engine.kernel.vector.Lanes.FLOATS;

import dev.brisk.engine.kernel.Kernels;
import dev.brisk.engine.kernel.Panels;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/** The Vector API twin. One instance serves one thread. */
public final class VectorKernels implements Kernels {
  private final RowProduct row = new RowProduct();
  private final TileProduct tiles = new TileProduct();
  private final Reductions reductions = new Reductions();
  private final Norms norms = new Norms(reductions);
  private final Softmax softmax = new Softmax(reductions);

  @Override
  public String description() {
    return "Vector API, " + FLOATS.vectorBitSize() + " bits";
  }

  @Override
  public int panelWidth() {
    return Lanes.PANEL;
  }

  @Override
  public int rowTile() {
    return TileProduct.ROWS;
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
    if (rows == 1) {
      row.multiply(w, from, to, x, xOffset, y, yOffset);
    } else {
      tiles.multiply(w, from, to, x, xOffset, xStride, rows, y, yOffset, yStride);
    }
  }

  @Override
  public void rmsNorm(
      float[] x, int xOffset, float[] weight, int n, float epsilon, float[] out, int outOffset) {
    norms.rms(x, xOffset, weight, n, epsilon, out, outOffset);
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
    norms.layer(x, xOffset, weight, bias, n, epsilon, out, outOffset);
  }

  @Override
  public void gelu(float[] x, int offset, int n) {
    Gates.gelu(x, offset, n);
  }

  @Override
  public void swiGlu(float[] gate, int gateOffset, float[] up, int upOffset, int n) {
    Gates.swiGlu(gate, gateOffset, up, upOffset, n);
  }

  @Override
  public void add(float[] x, int xOffset, float[] y, int yOffset, int n) {
    int i = 0;
    for (; i + COUNT <= n; i += COUNT) {
      FloatVector.fromArray(FLOATS, x, xOffset + i)
          .add(FloatVector.fromArray(FLOATS, y, yOffset + i))
          .intoArray(x, xOffset + i);
    }
    for (; i < n; i++) {
      x[xOffset + i] += y[yOffset + i];
    }
  }

  @Override
  public void addScaled(float[] x, int xOffset, float[] y, int yOffset, int n, float scale) {
    FloatVector factor = FloatVector.broadcast(FLOATS, scale);
    int i = 0;
    for (; i + COUNT <= n; i += COUNT) {
      FloatVector.fromArray(FLOATS, y, yOffset + i)
          .fma(factor, FloatVector.fromArray(FLOATS, x, xOffset + i))
          .intoArray(x, xOffset + i);
    }
    for (; i < n; i++) {
      x[xOffset + i] = Math.fma(y[yOffset + i], scale, x[xOffset + i]);
    }
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
    Arrays.fill(scores, scoresOffset, scoresOffset + count * page, 0f);
    HeadProduct.add(
        q, qOffset, headSize, count, headSize, keys, keysOffset, page, scores, scoresOffset);
  }

  @Override
  public void softmax(float[] x, int offset, int n) {
    softmax.whole(x, offset, n);
  }

  @Override
  public float weigh(
      float[] x, int offset, int page, int begin, int end, float scale, float[] states, int state) {
    return softmax.weigh(x, offset, page, begin, end, scale, states, state);
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
    HeadProduct.add(
        weights,
        weightsOffset,
        weightsStride,
        count,
        positions,
        values,
        valuesOffset,
        headSize,
        out,
        outOffset);
  }

  @Override
  public void halves(short[] from, int fromOffset, int n, float[] to, int toOffset) {
    KvReads.halves(from, fromOffset, n, to, toOffset);
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
    KvReads.scaledColumns(codes, codesOffset, rows, columns, scales, scalesOffset, to, toOffset);
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
    KvReads.scaledRows(
        codes, codesOffset, rows, columns, block, scales, scalesOffset, to, toOffset);
  }

  @Override
  public int argmax(float[] x, int offset, int n) {
    float max = reductions.max(x, offset, n);
    for (int i = 0; i < n; i++) {
      if (x[offset + i] == max) {
        return i;
      }
    }
    return 0;
  }
}
