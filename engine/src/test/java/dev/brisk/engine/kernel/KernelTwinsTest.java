package dev.brisk.engine.kernel;

import static org.assertj.core.api.Assertions.assertThat;

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
  @CsvSource({"16, 64", "32, 64", "20, 64", "128, 64"})
  void attentionKernelsAgreeToTheLastBit(int head, int page) {
    float[] q = randoms(head + 3);
    float[] keys = randoms(head * page + 5);
    float[] a = guarded(page + 1);
    float[] b = guarded(page + 1);
    vector.scores(q, 3, keys, 5, head, page, 0.25f, a, 1);
    scalar.scores(q, 3, keys, 5, head, page, 0.25f, b, 1);
    assertThat(a).isEqualTo(b);

    float[] out = randoms(head + 2);
    float[] other = out.clone();
    vector.weightedSum(a, 1, page - 7, keys, 5, head, out, 1);
    scalar.weightedSum(a, 1, page - 7, keys, 5, head, other, 1);
    assertThat(out).isEqualTo(other);
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
