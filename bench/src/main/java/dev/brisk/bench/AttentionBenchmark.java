package dev.brisk.bench;

import dev.brisk.engine.KernelChoice;
import dev.brisk.engine.kernel.KernelSelection;
import dev.brisk.engine.kernel.Kernels;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
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
import org.openjdk.jmh.annotations.Warmup;

/** Attention of one query head to a context that lies in pages, by one thread. */
@SuppressWarnings("NullAway.Init") // JMH calls the setup first.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class AttentionBenchmark {
  private static final int PAGE = 32;

  @Param({"VECTOR", "SCALAR"})
  KernelChoice kernels;

  @Param({"64", "128"})
  int headSize;

  /** Positions attended to. */
  @Param({"512", "2048", "16384"})
  int context;

  private Kernels attention;
  private float[] query;
  private float[][] keys;
  private float[][] values;
  private final float[] weights = new float[PAGE];
  private final float[] states = new float[2];
  private float[] out;

  /** Fills the pages, and compares an attention with one in double precision. */
  @Setup
  public void prepare() {
    var random = new Random(6);
    attention = KernelSelection.create(kernels);
    query = RandomWeights.numbers(headSize, random);
    keys = new float[context / PAGE][];
    values = new float[context / PAGE][];
    for (var page = 0; page < keys.length; page++) {
      keys[page] = RandomWeights.numbers(headSize * PAGE, random);
      values[page] = RandomWeights.numbers(PAGE * headSize, random);
    }
    out = new float[headSize];
    attend();
    Checks.close(out[headSize - 1], expected(headSize - 1), 1);
  }

  @Benchmark
  public float[] attend() {
    var scale = (float) (1 / Math.sqrt(headSize));
    Arrays.fill(out, 0);
    states[0] = Float.NEGATIVE_INFINITY;
    states[1] = 0;
    for (var page = 0; page < keys.length; page++) {
      attention.scores(query, 0, 1, keys[page], 0, headSize, PAGE, weights, 0);
      var earlier = attention.weigh(weights, 0, PAGE, 0, PAGE, scale, states, 0);
      for (var d = 0; d < headSize; d++) {
        out[d] *= earlier;
      }
      attention.weightedSum(weights, 0, PAGE, 1, PAGE, values[page], 0, headSize, out, 0);
    }
    for (var d = 0; d < headSize; d++) {
      out[d] /= states[1];
    }
    return out;
  }

  private double expected(int d) {
    var total = 0.0;
    var sum = 0.0;
    for (var position = 0; position < context; position++) {
      var score = 0.0;
      for (var i = 0; i < headSize; i++) {
        score += query[i] * (double) keys[position / PAGE][i * PAGE + position % PAGE];
      }
      var weight = Math.exp(score / Math.sqrt(headSize));
      total += weight;
      sum += weight * values[position / PAGE][position % PAGE * headSize + d];
    }
    return sum / total;
  }
}
