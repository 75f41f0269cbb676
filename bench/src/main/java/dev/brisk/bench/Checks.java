package dev.brisk.bench;

/** What is timed has to be right. */
final class Checks {
  private Checks() {}

  /**
   * Compares with what double precision says.
   *
   * @throws IllegalStateException if they differ by more than rounding
   */
  static void close(float actual, double expected, double scale) {
    if (!(Math.abs(actual - expected) <= 1e-4 * Math.max(1, scale))) {
      throw new IllegalStateException("%s where %s is right".formatted(actual, expected));
    }
  }
}
