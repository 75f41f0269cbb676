package dev.brisk.bench;

import dev.brisk.engine.KernelChoice;
import dev.brisk.engine.kernel.KernelSelection;
import dev.brisk.engine.kernel.Kernels;
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

/** What stands between products: norms, activations, and the choice of a token. */
@SuppressWarnings("NullAway.Init") // JMH calls the setup first.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class SmallKernelsBenchmark {
  /** Of a model with 0.5 billion weights: width, width of the feed-forward part, tokens. */
  private static final int WIDTH = 896;

  private static final int FEED_FORWARD = 4864;
  private static final int TOKENS = 151_936;

  @Param({"VECTOR", "SCALAR"})
  KernelChoice choice;

  private Kernels kernels;
  private float[] x;
  private float[] weight;
  private float[] gate;
  private float[] up;
  private float[] out;
  private float[] logits;

  /** Makes the numbers, and compares with plain arithmetic. */
  @Setup
  public void prepare() {
    var random = new Random(7);
    kernels = KernelSelection.create(choice);
    x = RandomWeights.numbers(WIDTH, random);
    weight = RandomWeights.numbers(WIDTH, random);
    gate = RandomWeights.numbers(FEED_FORWARD, random);
    up = new float[FEED_FORWARD];
    out = new float[WIDTH];
    logits = RandomWeights.numbers(TOKENS, random);
    logits[TOKENS - 5] = 100;
    Checks.close(argmax(), TOKENS - 5, 1);
    var squares = 0.0;
    for (var value : x) {
      squares += (double) value * value;
    }
    Checks.close(rmsNorm()[3], x[3] * weight[3] / Math.sqrt(squares / WIDTH + 1e-6), 1);
  }

  @Benchmark
  public float[] rmsNorm() {
    kernels.rmsNorm(x, 0, weight, WIDTH, 1e-6f, out, 0);
    return out;
  }

  /** With values that the product with zeros makes zeros: time does not depend on them. */
  @Benchmark
  public float[] swiGlu() {
    kernels.swiGlu(gate, 0, up, 0, FEED_FORWARD);
    return gate;
  }

  @Benchmark
  public int argmax() {
    return kernels.argmax(logits, 0, TOKENS);
  }
}
