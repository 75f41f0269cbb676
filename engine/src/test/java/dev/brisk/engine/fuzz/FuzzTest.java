package dev.brisk.engine.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Some thousand inputs, the same in each run; {@code tools/fuzz/fuzz} tries as many others as one
 * wants.
 */
class FuzzTest {
  @ParameterizedTest
  @EnumSource
  @Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void no_input_does_harm(FuzzKind kind) {
    var read = 0;
    for (var seed = 0; seed < 1500; seed++) {
      try {
        read += FuzzRun.of(kind.make(new Random(seed))).read() ? 1 : 0;
      } catch (Throwable e) {
        throw new AssertionError("tools/fuzz/fuzz --again %s %d".formatted(kind, seed), e);
      }
    }
    // Inputs that are all refused, or none of them, would test little.
    if (kind == FuzzKind.TEXT) {
      assertThat(read).isEqualTo(1500);
    } else if (kind != FuzzKind.NOISE) {
      assertThat(read).isBetween(50, 1450);
    }
  }
}
