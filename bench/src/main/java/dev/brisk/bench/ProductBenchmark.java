package dev.brisk.bench;

import dev.brisk.engine.KernelChoice;
import dev.brisk.engine.gguf.TensorType;
import dev.brisk.engine.kernel.KernelSelection;
import dev.brisk.engine.kernel.Kernels;
import dev.brisk.engine.kernel.Panels;
import java.lang.foreign.Arena;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Products of activation rows with a matrix of weights, by one thread. */
@SuppressWarnings("NullAway.Init") // JMH calls the setup first.
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 1)
public class ProductBenchmark {
  /** Operations and bytes of weights, both per nanosecond: GFLOP/s and GB/s. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  public static class Work {
    /** Multiplications and additions. */
    public long flop;

    /** Bytes of weights that were read. */
    public long weightBytes;
  }

  @Param({"VECTOR", "SCALAR"})
  KernelChoice kernels;

  @Param({"F16", "BF16", "Q8_0", "Q4_0", "Q5_0", "Q2_K", "Q3_K", "Q4_K", "Q5_K", "Q6_K", "IQ4_XS"})
  TensorType type;

  /**
   * Rows by columns of the weights: of one a core's cache holds, and of one it does not. Blocks
   * need 256 columns.
   */
  @Param({"512x512", "4864x1024"})
  String shape;

  /** Decoding, a verified draft, and prefill. */
  @Param({"1", "6", "16", "96"})
  int rows;

  private final Arena arena = Arena.ofShared();
  private Kernels product;
  private Panels weights;
  private float[] x;
  private float[] y;
  private int stride;

  /** Packs the weights, and compares a product with one in double precision. */
  @Setup
  public void prepare() {
    var random = new Random(5);
    var sides = shape.split("x");
    var columns = Integer.parseInt(sides[1]);
    product = KernelSelection.create(kernels);
    var matrix = RandomWeights.matrix(type, Integer.parseInt(sides[0]), columns, random);
    weights = Panels.pack(matrix, product.panelWidth(), arena);
    var room = (rows + product.rowTile() - 1) / product.rowTile() * product.rowTile();
    stride = weights.count() * weights.width();
    x = RandomWeights.numbers(room * columns, random);
    y = new float[room * stride];
    multiply();
    for (var at : new int[] {0, 7 * stride / 13, stride - weights.width()}) {
      var sum = 0.0;
      var scale = 0.0;
      for (var c = 0; c < columns; c++) {
        var term = (double) x[(rows - 1) * columns + c] * weights.at(at, c);
        sum += term;
        scale += Math.abs(term);
      }
      Checks.close(y[(rows - 1) * stride + at], sum, scale);
    }
  }

  @Benchmark
  public float[] multiply(Work work) {
    multiply();
    work.flop += 2L * weights.rows() * weights.columns() * rows;
    work.weightBytes += weights.data().byteSize();
    return y;
  }

  private void multiply() {
    product.multiply(weights, 0, weights.count(), x, weights.columns(), rows, y, stride);
  }

  @TearDown
  public void free() {
    arena.close();
  }
}
