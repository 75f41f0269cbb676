package dev.brisk.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Greedy output is that of plain decoding with every source of drafts, alone and beside all others,
 * on every model that there are references for.
 */
@Timeout(120)
class DraftCompositionTest {
  private static final int OUTPUT = 24;
  static final List<String> FILES = ConformanceTest.FILES;

  /** A source of drafts for one prompt, and what plain decoding writes behind it. */
  private record Drafted(GenerationRequest request, List<Integer> expected) {}

  /** The smallest file of the same architecture: the same model in fewer bits, or this one. */
  private static String smaller(String file) {
    String family = file.substring(0, file.indexOf('.') + 1);
    return FILES.stream()
        .filter(f -> f.startsWith(family))
        .min((a, b) -> Long.compare(size(a), size(b)))
        .orElseThrow();
  }

  private static long size(String file) {
    return References.model(file).toFile().length();
  }

  /** What a session of its own writes: no batch, no cache, no scheduler. */
  private static List<Integer> plain(Model model, int[] prompt) {
    var tokens = new ArrayList<Integer>();
    try (var session = model.session(1, KernelChoice.AUTO)) {
      int[] next = prompt;
      while (tokens.size() < OUTPUT) {
        int[] likeliest = session.verify(next);
        next = new int[] {likeliest[next.length - 1]};
        tokens.add(next[0]);
      }
    }
    return tokens;
  }

  private static int[] prompt(int length, int seed) {
    int[] prompt = new int[length];
    Arrays.setAll(prompt, i -> (i * 37 + seed) % 250);
    return prompt;
  }

  /**
   * Every source for each of some prompts; regions are now right, now wrong in every fifth token.
   */
  private static List<Drafted> requests(Model model, DraftModel smaller) {
    var all = new ArrayList<Drafted>();
    for (int[] prompt : List.of(prompt(70, 11), prompt(9, 5))) {
      var expected = plain(model, prompt);
      int[] region = expected.stream().mapToInt(t -> t).toArray();
      int[] broken = region.clone();
      for (int i = 4; i < broken.length; i += 5) {
        broken[i] = (broken[i] + 1) % 250;
      }
      // What was written once already, so that it can be looked up.
      int[] twice = Arrays.copyOf(prompt, prompt.length + OUTPUT + prompt.length);
      System.arraycopy(region, 0, twice, prompt.length, OUTPUT);
      System.arraycopy(prompt, 0, twice, prompt.length + OUTPUT, prompt.length);
      var request = GenerationRequest.of(prompt).maxTokens(OUTPUT);
      all.add(new Drafted(request, expected));
      all.add(new Drafted(request.draft(DraftSource.region(region)), expected));
      all.add(new Drafted(request.draft(DraftSource.region(broken)), expected));
      all.add(new Drafted(request.draft(DraftSource.ngram(twice)), expected));
      all.add(new Drafted(request.draft(DraftSource.model(smaller, prompt)), expected));
    }
    return all;
  }

  @ParameterizedTest
  @FieldSource("FILES")
  void everySourceInAnyCompositionWritesWhatPlainDecodingWrites(String file) throws Exception {
    var options = EngineOptions.defaults().withThreads(2);
    try (var model = Model.open(References.model(file));
        var drafting = Model.open(References.model(smaller(file)))) {
      for (var varied :
          List.of(
              options.withMaxSequences(1),
              options.withPrefillChunk(16).withMaxSequences(4),
              options.withPrefixCacheBytes(0).withMaxSequences(10))) {
        try (var smaller = new DraftModel(drafting, model, varied);
            var engine = new Engine(model, varied)) {
          var requests = requests(model, smaller);
          var running = requests.stream().map(r -> engine.generate(r.request())).toList();
          for (int i = 0; i < running.size(); i++) {
            check(running.get(i), requests.get(i).expected(), i % 5);
          }
        }
      }
    }
  }

  private static void check(Generation generation, List<Integer> expected, int source)
      throws InterruptedException {
    var tokens = new ArrayList<Integer>();
    for (var chunk = generation.next(); chunk.isPresent(); chunk = generation.next()) {
      Arrays.stream(chunk.get().tokens()).forEach(tokens::add);
    }
    assertThat(tokens).isEqualTo(expected);
    var stats = generation.result().stats();
    switch (source) {
      case 0 -> assertThat(stats.drafted()).isZero();
      case 1 -> assertThat(stats.accepted()).isEqualTo(stats.drafted()).isPositive();
      default -> assertThat(stats.drafted()).isPositive();
    }
  }
}
