package dev.brisk.lab.quality;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;

/** Whether there is a Python to test with. */
final class Python {
  private Python() {}

  /** Skips the test where there is none. */
  static void assume() {
    assumeTrue(isThere(), "there is no python3");
  }

  private static boolean isThere() {
    try {
      return new ProcessBuilder("python3", "--version").start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
