package dev.brisk.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Greedy output is that of plain decoding, whoever else runs: with prefixes that are shared while
 * they are computed, prompts cut into chunks of several sizes, drafts, and neighbours that are
 * cancelled.
 */
@Timeout(120)
class CompositionTest {
  private static final int OUTPUT = 12;
  static final List<String> FILES = ConformanceTest.FILES;

  private static List<Integer> drain(Generation generation) throws InterruptedException {
    var tokens = new ArrayList<Integer>();
    for (var chunk = generation.next(); chunk.isPresent(); chunk = generation.next()) {
      for (int token : chunk.get().tokens()) {
        tokens.add(token);
      }
    }
    return tokens;
  }

  /** Several prompts: three begin alike for one page and a half, and one is the same again. */
  private static List<int[]> prompts() {
    var prompts = new ArrayList<int[]>();
    int[] base = new int[100];
    Arrays.setAll(base, i -> (i * 37 + 11) % 250);
    prompts.add(base);
    prompts.add(base);
    int[] diverging = base.clone();
    diverging[80]++;
    prompts.add(diverging);
    prompts.add(Arrays.copyOf(base, 64));
    int[] other = new int[23];
    Arrays.setAll(other, i -> (i * 53 + 7) % 250);
    prompts.add(other);
    return prompts;
  }

  /** One token a step from a session of its own: no batch, no cache, no scheduler. */
  private static List<Integer> plain(Model model, int[] prompt, KvType type) {
    var tokens = new ArrayList<Integer>();
    try (var session = model.session(1, KernelChoice.AUTO, type)) {
      float[] logits = session.forward(prompt);
      while (true) {
        int best = 0;
        for (int i = 1; i < logits.length; i++) {
          best = logits[i] > logits[best] ? i : best;
        }
        tokens.add(best);
        if (tokens.size() == OUTPUT) {
          return tokens;
        }
        logits = session.forward(new int[] {best});
      }
    }
  }

  @ParameterizedTest
  @FieldSource("FILES")
  void anyCompositionWritesWhatPlainDecodingWrites(String file) throws Exception {
    try (var model = Model.open(References.model(file))) {
      var prompts = prompts();
      var expected = prompts.stream().map(p -> plain(model, p, KvType.F32)).toList();
      var options = EngineOptions.defaults().withThreads(2);
      for (var varied :
          List.of(
              options.withPrefillChunk(7).withMaxSequences(6),
              options.withPrefillChunk(64).withStepMillis(1).withMaxSequences(3),
              options.withPrefixCacheBytes(0))) {
        try (var engine = new Engine(model, varied)) {
          compare(engine, prompts, expected);
          // Once more, now that the prompts are known.
          compare(engine, prompts, expected);
          var prefixes = engine.statistics().prefixes();
          assertThat(prefixes.hits() > 0).isEqualTo(varied.prefixCacheBytes() > 0);
          assertThat(engine.statistics().running()).isZero();
        }
      }
    }
  }

  /** Rounded keys and values are the same ones for whoever reads them. */
  @ParameterizedTest
  @EnumSource(
      value = KvType.class,
      names = {"F16", "Q8_0"})
  void inEachTypeOfKeysAndValuesToo(KvType type) throws Exception {
    try (var model = Model.open(References.model("qwen2-yarn.Q8_0.gguf"))) {
      var prompts = prompts();
      var expected = prompts.stream().map(p -> plain(model, p, type)).toList();
      var options = EngineOptions.defaults().withThreads(2).withKvType(type);
      try (var engine = new Engine(model, options.withPrefillChunk(7).withMaxSequences(6))) {
        compare(engine, prompts, expected);
        compare(engine, prompts, expected);
      }
    }
  }

  private static void compare(Engine engine, List<int[]> prompts, List<List<Integer>> expected)
      throws InterruptedException {
    var running = new ArrayList<Generation>();
    var cancelled = new ArrayList<Generation>();
    for (int i = 0; i < prompts.size(); i++) {
      var request = GenerationRequest.of(prompts.get(i)).maxTokens(OUTPUT);
      var draft = DraftSource.region(prompts.get((i + 1) % prompts.size()));
      cancelled.add(engine.generate(request.maxTokens(200).cancel(new CancelToken())));
      running.add(engine.generate(i % 2 == 0 ? request : request.draft(draft)));
    }
    for (int i = 0; i < prompts.size(); i++) {
      cancelled.get(i).cancel();
      assertThat(drain(running.get(i))).isEqualTo(expected.get(i));
    }
    for (var generation : cancelled) {
      drain(generation);
    }
  }
}
