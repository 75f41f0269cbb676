package dev.brisk.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisk.engine.gguf.TensorType;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an engine says of itself, against what its responses say. */
@Timeout(60)
class EngineStatisticsTest {
  private static final EngineOptions OPTIONS = EngineOptions.defaults().withThreads(2);

  private static int[] prompt(int length, long seed) {
    return new Random(seed).ints(length, 0, 256).toArray();
  }

  private static GenerationStats drain(Generation generation) throws InterruptedException {
    while (generation.next().isPresent()) {
      // Only the figures count.
    }
    return generation.result().stats();
  }

  @Test
  void tokensAreThoseOfAllResponses() throws Exception {
    try (var model = TestModels.llama(TensorType.Q8_0);
        var engine = new Engine(model, OPTIONS)) {
      long output = 0;
      long drafted = 0;
      long accepted = 0;
      for (int i = 0; i < 4; i++) {
        var request = GenerationRequest.of(prompt(20 + i, i)).maxTokens(30 + i);
        var stats = drain(engine.generate(request.draft(DraftSource.region(prompt(60, 7)))));
        output += stats.outputTokens();
        drafted += stats.drafted();
        accepted += stats.accepted();
      }
      var all = engine.statistics();
      assertThat(all.outputTokens()).isEqualTo(output).isEqualTo(30 + 31 + 32 + 33);
      assertThat(all.drafted()).isEqualTo(drafted);
      assertThat(all.accepted()).isEqualTo(accepted);
    }
  }

  @Test
  void missesAreCountedByTheReasonThatTheResponseNames() throws Exception {
    try (var model = TestModels.llama(TensorType.Q8_0);
        var engine = new Engine(model, OPTIONS)) {
      var request = GenerationRequest.of(prompt(70, 1)).maxTokens(5);
      assertThat(drain(engine.generate(request)).miss()).isEqualTo(PrefixMiss.COLD);
      assertThat(drain(engine.generate(request)).miss()).isEqualTo(PrefixMiss.LAST_TOKEN);
      var other = GenerationRequest.of(prompt(70, 2)).maxTokens(5);
      assertThat(drain(engine.generate(other)).miss()).isEqualTo(PrefixMiss.DIVERGED);

      var misses = engine.statistics().misses();

      assertThat(misses).containsOnlyKeys(PrefixMiss.values());
      assertThat(misses.get(PrefixMiss.COLD)).isEqualTo(1);
      assertThat(misses.get(PrefixMiss.LAST_TOKEN)).isEqualTo(1);
      assertThat(misses.get(PrefixMiss.DIVERGED)).isEqualTo(1);
      assertThat(misses.get(PrefixMiss.EVICTED)).isZero();
    }
  }

  @Test
  void memoryOfRunningResponsesIsWhatTheyHaveForThemselves() throws Exception {
    try (var model = TestModels.llama(TensorType.Q8_0);
        var engine = new Engine(model, OPTIONS.withPrefixCacheBytes(0))) {
      assertThat(engine.statistics().kvBytes()).isZero();
      // 10 + 100 positions are two pages; nobody reads on, but the ring takes all of it.
      long page = engine.kvMemory().bytes(64);
      long[] most = new long[1];
      var watch =
          new DraftSource.Drafter() {
            @Override
            public void accept(int token) {
              most[0] = Math.max(most[0], engine.statistics().kvBytes());
            }

            @Override
            public int propose(int[] into, int max) {
              return 0;
            }
          };
      var request = GenerationRequest.of(prompt(10, 1)).maxTokens(100).draft(() -> watch);

      drain(engine.generate(request));

      assertThat(most[0]).isEqualTo(2 * page);
      assertThat(engine.statistics().kvBytes()).isZero();
    }
  }
}
