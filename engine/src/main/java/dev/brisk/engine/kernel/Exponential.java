package dev.brisk.engine.kernel;

/**
 * The exponential function as both kernel twins compute it, so that they agree to the last bit:
 * {@code 2^n * p(r)} with {@code x = n ln 2 + r}, r within half of ln 2, and p a Taylor polynomial
 * of degree 7 (relative error below 2e-7). Arguments are clamped to [-87, 88], so the result is
 * always finite and positive.
 */
public final class Exponential {
  public static final float LOWEST = -87f;
  public static final float HIGHEST = 88f;
  public static final float LOG2_E = 1.442695f;

  /** ln 2 in two parts, so that n times the first is exact (Cody and Waite). */
  public static final float LN2_HIGH = 355f / 512;

  public static final float LN2_LOW = -2.1219444e-4f;

  /** Adding and subtracting this rounds a float of less than 2^22 to the nearest whole number. */
  public static final float ROUND = 12582912f;

  public static final float C7 = 1f / 5040;
  public static final float C6 = 1f / 720;
  public static final float C5 = 1f / 120;
  public static final float C4 = 1f / 24;
  public static final float C3 = 1f / 6;
  public static final float C2 = 0.5f;

  /** Twice the square root of 2 / pi, with the sign for {@link #gelu}. */
  public static final float GELU_FACTOR = -1.595769f;

  public static final float GELU_CUBE = 0.044715f;

  private Exponential() {}

  /** GELU as both kernel twins compute it ({@link Kernels#gelu}). */
  public static float gelu(float x) {
    float inner = x * Math.fma(x * x, GELU_CUBE, 1f);
    return x / (1 + exp(inner * GELU_FACTOR));
  }

  public static float exp(float x) {
    float clamped = Math.min(Math.max(x, LOWEST), HIGHEST);
    float n = Math.fma(clamped, LOG2_E, ROUND) - ROUND;
    float r = Math.fma(n, -LN2_LOW, Math.fma(n, -LN2_HIGH, clamped));
    float p = Math.fma(C7, r, C6);
    p = Math.fma(p, r, C5);
    p = Math.fma(p, r, C4);
    p = Math.fma(p, r, C3);
    p = Math.fma(p, r, C2);
    p = Math.fma(p, r, 1f);
    p = Math.fma(p, r, 1f);
    return p * Float.intBitsToFloat(((int) n + 127) << 23);
  }
}
