package dev.brisk.engine.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brisk.engine.KernelChoice;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class WorkerTeamTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5})
  void sharesCoverEveryUnitOnce(int size) {
    try (var team = new WorkerTeam(size, KernelChoice.SCALAR)) {
      for (int n : new int[] {0, 1, 2, 7, 64}) {
        var counts = new AtomicIntegerArray(n);
        team.run(worker -> count(worker, n, counts));
        team.runAlone(worker -> count(worker, n, counts));
        for (int i = 0; i < n; i++) {
          assertThat(counts.get(i)).isEqualTo(2);
        }
      }
    }
  }

  private static void count(Worker worker, int n, AtomicIntegerArray counts) {
    for (int i = worker.begin(n); i < worker.end(n); i++) {
      int ignored = counts.incrementAndGet(i);
    }
  }

  @Test
  void whatIsWrittenBeforeABarrierIsSeenByAllAfterIt() {
    try (var team = new WorkerTeam(3, KernelChoice.SCALAR)) {
      int[] values = new int[3];
      for (int round = 1; round <= 2000; round++) {
        int expected = round;
        int[] sums = new int[3];
        team.run(
            worker -> {
              values[worker.index()] = expected;
              worker.barrier();
              sums[worker.index()] = values[0] + values[1] + values[2];
            });
        assertThat(sums).containsOnly(3 * round);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void aFailureOnAnyWorkerEndsTheStepAndTheTeamGoesOn(int failing) {
    try (var team = new WorkerTeam(3, KernelChoice.SCALAR)) {
      for (int round = 0; round < 50; round++) {
        assertThatThrownBy(
                () ->
                    team.run(
                        worker -> {
                          worker.barrier();
                          if (worker.index() == failing) {
                            throw new IllegalArgumentException("on purpose");
                          }
                          worker.barrier();
                        }))
            .isInstanceOf(IllegalStateException.class)
            .hasMessageContaining("on purpose");
        int[] ran = new int[3];
        team.run(worker -> ran[worker.index()] = 1);
        assertThat(ran).containsOnly(1);
      }
    }
  }
}
