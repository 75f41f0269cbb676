package dev.brisk.engine.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.brisk.engine.KernelChoice;
import java.lang.foreign.MemorySegment;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProbeTest {
  @ParameterizedTest
  @EnumSource(
      value = KernelChoice.class,
      names = {"SCALAR", "VECTOR"})
  void everyByteIsRead(KernelChoice kernels) {
    var probe = Probe.of(kernels);
    var random = new Random(3);
    for (int i = 0; i < 500; i++) {
      var bytes = new byte[4 * Probe.STRIDE];
      int at = Probe.STRIDE + random.nextInt(2 * Probe.STRIDE);
      bytes[at] = 64;
      // Bytes outside of the range do not count.
      bytes[random.nextInt(Probe.STRIDE)] = 1;
      bytes[3 * Probe.STRIDE + random.nextInt(Probe.STRIDE)] = 1;
      int read = probe.read(MemorySegment.ofArray(bytes), Probe.STRIDE, 3L * Probe.STRIDE);
      assertThat(read).isEqualTo(64 << (8 * (at % 4)));
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = KernelChoice.class,
      names = {"SCALAR", "VECTOR"})
  void allRoundsAreComputed(KernelChoice kernels) {
    var probe = Probe.of(kernels);
    assertThat(probe.multiplyAndAdd(20_000)).isCloseTo(500f, within(0.1f));
    assertThat(probe.multiplyAndAdd(100)).isBetween(40f, 60f);
    assertThat(probe.operations()).isPositive();
  }
}
