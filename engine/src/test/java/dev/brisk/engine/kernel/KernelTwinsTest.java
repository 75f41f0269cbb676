package dev.brisk.engine.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is not a product: the Vector API twin against the scalar one. */
class KernelTwinsTest extends Twins {
  @ParameterizedTest
  @ValueSource(ints = {1, 3, 15, 16, 17, 64, 100, 192})
  void normsAgree(int n) {
    float[] x = randoms(n + 2);
    float[] weight = randoms(n);
    float[] a = guarded(n + 1);
    float[] b = guarded(n + 1);
    vector.rmsNorm(x, 1, weight, n, 1e-5f, a, 1);
    scalar.rmsNorm(x, 1, weight, n, 1e-5f, b, 1);
    assertClose(a, b, 2e-6f);
    assertThat(a[0]).isEqualTo(GUARD);
    assertThat(a[n + 1]).isEqualTo(GUARD);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 15, 16, 33, 96})
  void gatesAgreeToTheLastBitAtExtremesToo(int n) {
    float[] gate = randoms(n);
    gate[0] = 200f;
    gate[n / 2] = -200f;
    float[] up = randoms(n);
    float[] a = gate.clone();
    float[] b = gate.clone();
    vector.swiGlu(a, 0, up, 0, n);
    scalar.swiGlu(b, 0, up, 0, n);
    assertThat(a).isEqualTo(b);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 15, 16, 17, 64, 100, 192})
  void layerNormsAgree(int n) {
    float[] x = randoms(n + 2);
    float[] weight = randoms(n);
    float[] bias = randoms(n);
    float[] a = guarded(n + 1);
    float[] b = guarded(n + 1);
    vector.layerNorm(x, 1, weight, bias, n, 1e-5f, a, 1);
    scalar.layerNorm(x, 1, weight, bias, n, 1e-5f, b, 1);
    assertClose(a, b, 1e-5f);
    assertThat(a[0]).isEqualTo(GUARD);
    assertThat(a[n + 1]).isEqualTo(GUARD);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 15, 16, 33, 96})
  void geluAgreesToTheLastBitAndWithItsFormula(int n) {
    float[] x = randoms(n + 1);
    x[n / 2] = 200f;
    x[n - 1] = -200f;
    float[] a = x.clone();
    float[] b = x.clone();
    vector.gelu(a, 0, n);
    scalar.gelu(b, 0, n);
    assertThat(a).isEqualTo(b);
    assertThat(a[n]).isEqualTo(x[n]);
    for (int i = 0; i < n; i++) {
      double v = x[i];
      double z = Math.sqrt(2 / Math.PI) * (v + 0.044715 * v * v * v);
      assertThat((double) a[i]).isCloseTo(0.5 * v * (1 + Math.tanh(z)), Offset.offset(1e-5));
    }
  }

  @Test
  void scaledAddsAgree() {
    float[] a = randoms(45);
    float[] b = a.clone();
    float[] y = randoms(45);
    vector.addScaled(a, 2, y, 1, 43, 0.3f);
    scalar.addScaled(b, 2, y, 1, 43, 0.3f);
    assertThat(a).isEqualTo(b);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 15, 16, 17, 200})
  void softmaxesAgreeAndSumToOne(int n) {
    float[] x = randoms(n);
    x[n / 2] = 50f;
    float[] a = x.clone();
    float[] b = x.clone();
    vector.softmax(a, 0, n);
    scalar.softmax(b, 0, n);
    assertClose(a, b, 1e-6f);
    double sum = 0;
    for (float v : a) {
      sum += v;
    }
    assertThat(sum).isCloseTo(1, Offset.offset(1e-5));
  }

  @ParameterizedTest
  @CsvSource({"16, 1", "32, 2", "20, 3", "128, 7", "64, 1", "96, 4", "1, 5"})
  void productsOfAttentionAgreeToTheLastBit(int head, int count) {
    int page = 64;
    float[] q = randoms(count * head + 3);
    float[] keys = randoms(head * page + 5);
    float[] a = guarded(count * page + 1);
    float[] b = guarded(count * page + 1);
    vector.scores(q, 3, count, keys, 5, head, page, a, 1);
    scalar.scores(q, 3, count, keys, 5, head, page, b, 1);
    assertThat(a).isEqualTo(b);
    assertThat(a[0]).isEqualTo(GUARD);
    assertThat(a[count * page + 1]).isEqualTo(GUARD);

    float[] out = randoms(count * head + 2);
    float[] other = out.clone();
    vector.weightedSum(a, 1, page, count, page - 7, keys, 5, head, out, 1);
    scalar.weightedSum(a, 1, page, count, page - 7, keys, 5, head, other, 1);
    assertThat(out).isEqualTo(other);
  }

  @ParameterizedTest
  @CsvSource({"0, 64", "0, 1", "63, 64", "5, 39", "16, 48"})
  void weightsOfTwoPagesAreASoftmax(int begin, int end) {
    float scale = 0.25f;
    float[] scores = randoms(128);
    scores[begin] = 60f;
    scores[64 + 3] = 90f;
    // So far below that it counts for nothing.
    scores[64 + 9] = -400f;
    for (Kernels kernels : new Kernels[] {vector, scalar}) {
      float[] x = guarded(129);
      System.arraycopy(scores, 0, x, 1, 128);
      float[] states = {GUARD, Float.NEGATIVE_INFINITY, 0, GUARD};
      assertThat(kernels.weigh(x, 1, 64, begin, end, scale, states, 1)).isNotNaN();
      float factor = kernels.weigh(x, 65, 64, 0, 64, scale, states, 1);
      double sum = 0;
      for (int i = 0; i < 128; i++) {
        sum += looked(i, begin, end) ? Math.exp(scale * scores[i] - states[1]) : 0;
      }
      assertThat(states[1]).isEqualTo(scale * 90f);
      assertThat((double) states[2]).isCloseTo(sum, Offset.offset(1e-5));
      for (int i = 0; i < 128; i++) {
        double weight = x[1 + i] * (i < 64 ? factor : 1);
        double exact = looked(i, begin, end) ? Math.exp(scale * scores[i] - states[1]) : 0;
        assertThat(weight).isCloseTo(exact, Offset.offset(1e-6));
      }
      assertThat(x[1 + 64 + 9]).isZero();
      assertThat(new float[] {x[0], x[129], states[0], states[3]}).containsOnly(GUARD);
    }
  }

  private static boolean looked(int i, int begin, int end) {
    return i >= 64 || (i >= begin && i < end);
  }

  @Test
  void everyF16NumberIsReadAsItIs() {
    short[] all = new short[1 << 16];
    float[] floats = new float[all.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = (short) i;
      floats[i] = Float.float16ToFloat(all[i]);
    }
    for (Kernels kernels : new Kernels[] {vector, scalar}) {
      float[] to = guarded(all.length + 1);
      kernels.halves(all, 0, all.length, to, 1);
      assertThat(Arrays.copyOfRange(to, 1, 1 + all.length)).isEqualTo(floats);
      assertThat(new float[] {to[0], to[all.length + 1]}).containsOnly(GUARD);
    }
  }

  @ParameterizedTest
  @CsvSource({"64, 32", "64, 64", "64, 20", "64, 80", "64, 1"})
  void codesAreReadToTheLastBit(int positions, int head) {
    byte[] codes = new byte[positions * head + 3 + 4];
    random.nextBytes(codes);
    short[] scales = new short[positions * 3 + 2];
    for (int i = 0; i < scales.length; i++) {
      scales[i] = Float.floatToFloat16((float) random.nextGaussian());
    }
    float[] a = guarded(positions * head + 1);
    float[] b = guarded(positions * head + 1);
    vector.scaledRows(codes, 3, positions, head, 32, scales, 2, a, 1);
    scalar.scaledRows(codes, 3, positions, head, 32, scales, 2, b, 1);
    assertThat(a).isEqualTo(b);
    assertThat(a[1 + head]).isEqualTo(codes[3 + head] * scale(scales[2 + (head + 31) / 32]));
    vector.scaledColumns(codes, 3, head, positions, scales, 2, a, 1);
    scalar.scaledColumns(codes, 3, head, positions, scales, 2, b, 1);
    assertThat(a).isEqualTo(b);
    assertThat(a[1 + 5]).isEqualTo(codes[3 + 5] * scale(scales[2 + 5]));
    assertThat(new float[] {a[0], a[positions * head + 1]}).containsOnly(GUARD);
  }

  private static float scale(short half) {
    return Float.float16ToFloat(half);
  }

  @Test
  void addsAgree() {
    float[] a = randoms(45);
    float[] b = a.clone();
    float[] y = randoms(45);
    vector.add(a, 2, y, 1, 43);
    scalar.add(b, 2, y, 1, 43);
    assertThat(a).isEqualTo(b);
  }

  @Test
  void theFirstOfEqualGreatestValuesWins() {
    float[] x = randoms(101);
    x[17] = 9;
    x[80] = 9;
    assertThat(vector.argmax(x, 1, 100)).isEqualTo(16);
    assertThat(scalar.argmax(x, 1, 100)).isEqualTo(16);
  }

  @Test
  void theExponentialIsWithinItsErrorEverywhere() {
    for (float x = -87f; x <= 88f; x += 0.0137f) {
      double truth = Math.exp(x);
      assertThat(Exponential.exp(x) / truth).isBetween(1 - 3e-7, 1 + 3e-7);
    }
    assertThat(Exponential.exp(1000f)).isFinite();
    assertThat(Exponential.exp(-1000f)).isPositive().isLessThan(1e-37f);
  }
}
