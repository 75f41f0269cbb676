package dev.brisk.engine.kernel;

import java.util.Arrays;

/**
 * Plain Java: the fallback where the Vector API is absent, and the oracle for its twin. One
 * instance serves one thread.
 */
public final class ScalarKernels implements Kernels {
  private final int panelWidth;
  private final String reason;
  private final PanelDecoder decoder;
  private final float[] column;

  /** With panels of 16 rows. */
  public ScalarKernels(String reason) {
    this(16, reason);
  }

  /**
   * @param panelWidth rows a panel; tests use the width of the twin
   * @param reason why these kernels were chosen, with the cure, for {@link #description}
   */
  public ScalarKernels(int panelWidth, String reason) {
    this.panelWidth = panelWidth;
    this.reason = reason;
    decoder = new PanelDecoder(panelWidth);
    column = new float[panelWidth];
  }

  @Override
  public String description() {
    return reason.isEmpty() ? "scalar" : "scalar (slow: " + reason + ")";
  }

  @Override
  public int panelWidth() {
    return panelWidth;
  }

  @Override
  public int rowTile() {
    return 1;
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
    int width = w.width();
    for (int panel = from; panel < to; panel++) {
      for (int r = 0; r < rows; r++) {
        int out = yOffset + r * yStride + panel * width;
        Arrays.fill(y, out, out + width, 0f);
      }
      for (int c = 0; c < w.columns(); c++) {
        if (c % Layout.CHUNK == 0) {
          decoder.chunk(w, panel, c / Layout.CHUNK);
        }
        decoder.column(c % Layout.CHUNK, column);
        for (int r = 0; r < rows; r++) {
          float v = x[xOffset + r * xStride + c];
          int out = yOffset + r * yStride + panel * width;
          for (int i = 0; i < width; i++) {
            y[out + i] = Math.fma(column[i], v, y[out + i]);
          }
        }
      }
    }
  }

  @Override
  public void rmsNorm(
      float[] x, int xOffset, float[] weight, int n, float epsilon, float[] out, int outOffset) {
    float sum = 0;
    for (int i = 0; i < n; i++) {
      sum = Math.fma(x[xOffset + i], x[xOffset + i], sum);
    }
    float scale = (float) (1 / Math.sqrt(sum / n + epsilon));
    for (int i = 0; i < n; i++) {
      out[outOffset + i] = x[xOffset + i] * scale * weight[i];
    }
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
    float sum = 0;
    for (int i = 0; i < n; i++) {
      sum += x[xOffset + i];
    }
    float mean = sum / n;
    float squares = 0;
    for (int i = 0; i < n; i++) {
      float v = x[xOffset + i] - mean;
      squares = Math.fma(v, v, squares);
    }
    float scale = (float) (1 / Math.sqrt(squares / n + epsilon));
    for (int i = 0; i < n; i++) {
      out[outOffset + i] = Math.fma((x[xOffset + i] - mean) * scale, weight[i], bias[i]);
    }
  }

  @Override
  public void gelu(float[] x, int offset, int n) {
    for (int i = offset; i < offset + n; i++) {
      x[i] = Exponential.gelu(x[i]);
    }
  }

  @Override
  public void swiGlu(float[] gate, int gateOffset, float[] up, int upOffset, int n) {
    for (int i = 0; i < n; i++) {
      float g = gate[gateOffset + i];
      gate[gateOffset + i] = g / (1 + Exponential.exp(-g)) * up[upOffset + i];
    }
  }

  @Override
  public void add(float[] x, int xOffset, float[] y, int yOffset, int n) {
    for (int i = 0; i < n; i++) {
      x[xOffset + i] += y[yOffset + i];
    }
  }

  @Override
  public void addScaled(float[] x, int xOffset, float[] y, int yOffset, int n, float scale) {
    for (int i = 0; i < n; i++) {
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
    for (int i = 0; i < count; i++) {
      for (int p = 0; p < page; p++) {
        float sum = 0;
        for (int d = 0; d < headSize; d++) {
          sum = Math.fma(q[qOffset + i * headSize + d], keys[keysOffset + d * page + p], sum);
        }
        scores[scoresOffset + i * page + p] = sum;
      }
    }
  }

  @Override
  public void softmax(float[] x, int offset, int n) {
    float max = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < n; i++) {
      max = Math.max(max, x[offset + i]);
    }
    float sum = 0;
    for (int i = 0; i < n; i++) {
      float e = Exponential.exp(x[offset + i] - max);
      x[offset + i] = e;
      sum += e;
    }
    float scale = 1 / sum;
    for (int i = 0; i < n; i++) {
      x[offset + i] *= scale;
    }
  }

  @Override
  public float weigh(
      float[] x, int offset, int page, int begin, int end, float scale, float[] states, int state) {
    float before = states[state];
    float max = before;
    for (int i = begin; i < end; i++) {
      max = Math.max(max, x[offset + i] * scale);
    }
    float sum = 0;
    for (int i = 0; i < page; i++) {
      float under = i < begin || i >= end ? Float.NEGATIVE_INFINITY : x[offset + i] * scale - max;
      float e = under < Exponential.LOWEST ? 0 : Exponential.exp(under);
      x[offset + i] = e;
      sum += e;
    }
    float factor = before == max ? 1 : Exponential.exp(before - max);
    states[state] = max;
    states[state + 1] = states[state + 1] * factor + sum;
    return factor;
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
      for (int p = 0; p < positions; p++) {
        float weight = weights[weightsOffset + i * weightsStride + p];
        for (int d = 0; d < headSize; d++) {
          out[to + d] = Math.fma(weight, values[valuesOffset + p * headSize + d], out[to + d]);
        }
      }
    }
  }

  @Override
  public void halves(short[] from, int fromOffset, int n, float[] to, int toOffset) {
    for (int i = 0; i < n; i++) {
      to[toOffset + i] = Float.float16ToFloat(from[fromOffset + i]);
    }
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
    for (int j = 0; j < columns; j++) {
      float scale = Float.float16ToFloat(scales[scalesOffset + j]);
      for (int at = j; at < rows * columns; at += columns) {
        to[toOffset + at] = codes[codesOffset + at] * scale;
      }
    }
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
    int blocks = Math.ceilDiv(columns, block);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        float scale = Float.float16ToFloat(scales[scalesOffset + i * blocks + j / block]);
        to[toOffset + i * columns + j] = codes[codesOffset + i * columns + j] * scale;
      }
    }
  }

  @Override
  public int argmax(float[] x, int offset, int n) {
    int best = 0;
    for (int i = 1; i < n; i++) {
      if (x[offset + i] > x[offset + best]) {
        best = i;
      }
    }
    return best;
  }
}
