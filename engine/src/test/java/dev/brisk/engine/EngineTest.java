package dev.brisk.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brisk.engine.gguf.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(120)
class EngineTest {
  private static final EngineOptions OPTIONS =
      EngineOptions.defaults().withThreads(2).withPrefillChunk(32);

  private record Output(List<Integer> tokens, String text, GenerationResult result) {}

  private static Output drain(Generation generation) throws InterruptedException {
    var tokens = new ArrayList<Integer>();
    var text = new StringBuilder();
    for (var chunk = generation.next(); chunk.isPresent(); chunk = generation.next()) {
      for (int token : chunk.get().tokens()) {
        tokens.add(token);
      }
      text.append(chunk.get().text());
    }
    return new Output(tokens, text.toString(), generation.result());
  }

  private static int[] prompt(int length, long seed) {
    var random = new Random(seed);
    return random.ints(length, 0, 256).toArray();
  }

  private static int[] ints(List<Integer> list) {
    return list.stream().mapToInt(i -> i).toArray();
  }

  @ParameterizedTest
  @EnumSource(KernelChoice.class)
  void greedyOutputWithADraftIsThatWithoutIt(KernelChoice kernels) throws Exception {
    try (var model = TestModels.llama(TensorType.Q8_0);
        var engine = new Engine(model, OPTIONS.withKernels(kernels))) {
      var request = GenerationRequest.of(prompt(20, 1)).maxTokens(100);
      var plain = drain(engine.generate(request));
      int[] perfect = ints(plain.tokens());
      int[] broken = perfect.clone();
      for (int i = 9; i < broken.length; i += 10) {
        broken[i] = (broken[i] + 1) % 256;
      }
      for (int[] draft : List.of(perfect, broken, prompt(40, 3), Arrays.copyOf(perfect, 7))) {
        var drafted = drain(engine.generate(request.draft(DraftSource.region(draft))));
        assertThat(drafted.tokens()).isEqualTo(plain.tokens());
        assertThat(drafted.text()).isEqualTo(plain.text());
      }
      var stats =
          drain(engine.generate(request.draft(DraftSource.region(perfect)))).result().stats();
      assertThat(plain.result().stats().passes()).isEqualTo(100);
      assertThat(stats.passes()).isLessThan(12);
      assertThat(stats.accepted()).isEqualTo(stats.drafted()).isEqualTo(100 - stats.passes());
    }
  }

  @Test
  void greedyOutputThatRepeatsItselfIsLookedUpInItself() throws Exception {
    try (var model = TestModels.llama(TensorType.Q8_0);
        var engine = new Engine(model, OPTIONS)) {
      // A model with random weights repeats nothing of itself, so its tokens are chosen in a
      // circle.
      var start = GenerationRequest.of(prompt(20, 1)).maxTokens(200);
      var plain = drain(engine.generate(start.filter(new Circle(7))));
      var looked = start.draft(DraftSource.ngram(start.prompt()));
      var drafted = drain(engine.generate(looked.filter(new Circle(7))));
      assertThat(plain.tokens()).hasSize(200).startsWith(0, 1, 2, 3, 4, 5, 6, 0);
      assertThat(drafted.tokens()).isEqualTo(plain.tokens());
      assertThat(drafted.text()).isEqualTo(plain.text());
      assertThat(drafted.result().stats().accepted()).isPositive();
      assertThat(drafted.result().stats().passes()).isLessThan(plain.result().stats().passes());
    }
  }

  /** Allows the first tokens in turn, again and again. */
  private static final class Circle implements TokenFilter {
    private final int size;
    private int next;

    Circle(int size) {
      this.size = size;
    }

    @Override
    public boolean allows(int token) {
      return token == next;
    }

    @Override
    public void accept(int token) {
      next = (next + 1) % size;
    }
  }

  @Test
  void sampledOutputForASeedDoesNotDependOnTheDraft() throws Exception {
    try (var model = TestModels.llama(TensorType.F16);
        var engine = new Engine(model, OPTIONS)) {
      var request =
          GenerationRequest.of(prompt(10, 5))
              .maxTokens(60)
              .sampling(new Sampling(0.8f, 40, 0.95f, 0.01f, 42));
      var plain = drain(engine.generate(request));
      var drafted = drain(engine.generate(request.draft(DraftSource.region(ints(plain.tokens())))));
      assertThat(drafted.tokens()).isEqualTo(plain.tokens());
      assertThat(drafted.result().stats().accepted()).isPositive();
      var otherSeed =
          drain(engine.generate(request.sampling(new Sampling(0.8f, 40, 0.95f, 0.01f, 43))));
      assertThat(otherSeed.tokens()).isNotEqualTo(plain.tokens());
    }
  }

  @Test
  void whoeverRunsAtTheSameTimeDoesNotChangeAnOutput() throws Exception {
    try (var model = TestModels.llama(TensorType.Q8_0);
        var engine = new Engine(model, OPTIONS.withMaxSequences(5));
        var readers = Executors.newVirtualThreadPerTaskExecutor()) {
      var alone = new ArrayList<List<Integer>>();
      var requests = new ArrayList<GenerationRequest>();
      for (int i = 0; i < 12; i++) {
        var request = GenerationRequest.of(prompt(5 + 11 * i, i)).maxTokens(40);
        requests.add(i % 2 == 0 ? request : request.draft(DraftSource.region(prompt(30, i))));
        try (var single = new Engine(model, OPTIONS.withPrefixCacheBytes(0))) {
          alone.add(drain(single.generate(request)).tokens());
        }
      }
      var together = new ArrayList<Future<Output>>();
      for (var request : requests) {
        Callable<Output> task = () -> drain(engine.generate(request));
        together.add(readers.submit(task));
      }
      for (int i = 0; i < requests.size(); i++) {
        assertThat(together.get(i).get().tokens()).isEqualTo(alone.get(i));
      }
      assertThat(engine.statistics().running()).isZero();
    }
  }

  @Test
  void aPromptThatBeginsLikeAnEarlierOnePrefillsOnlyWhatIsNew() throws Exception {
    try (var model = TestModels.llama(TensorType.F32);
        var engine = new Engine(model, OPTIONS);
        var forgetful = new Engine(model, OPTIONS.withPrefixCacheBytes(0))) {
      int[] first = prompt(100, 9);
      int[] second = Arrays.copyOf(first, 130);
      int[] third = first.clone();
      third[70] = (third[70] + 1) % 256;
      assertThat(drain(engine.generate(GenerationRequest.of(first).maxTokens(8))).result().stats())
          .extracting(GenerationStats::cachedTokens)
          .isEqualTo(0);
      var prompts = List.of(second, third, first);
      int[] expected = {100, 70, 99};
      for (int i = 0; i < expected.length; i++) {
        var request = GenerationRequest.of(prompts.get(i)).maxTokens(30);
        var reused = drain(engine.generate(request));
        var computed = drain(forgetful.generate(request));
        assertThat(reused.result().stats().cachedTokens())
            .isBetween(expected[i] - 1, expected[i] + 1);
        assertThat(computed.result().stats().cachedTokens()).isZero();
        assertThat(reused.tokens()).isEqualTo(computed.tokens());
      }
    }
  }

  @Test
  void stopTokensAndStopStringsEndTheOutput() throws Exception {
    try (var model = TestModels.llama(TensorType.Q8_0);
        var engine = new Engine(model, OPTIONS)) {
      var request = GenerationRequest.of(prompt(12, 4)).maxTokens(80);
      var all = drain(engine.generate(request));
      int stop = all.tokens().get(10);
      var stopped = drain(engine.generate(request.stopTokens(Set.of(stop))));
      int first = all.tokens().indexOf(stop);
      assertThat(stopped.tokens()).isEqualTo(all.tokens().subList(0, first));
      assertThat(stopped.result().reason()).isEqualTo(FinishReason.STOP);

      String text = all.text();
      String cut = text.substring(20, 24);
      var atString = drain(engine.generate(request.stopStrings(List.of(cut, "never there"))));
      assertThat(atString.text()).isEqualTo(text.substring(0, text.indexOf(cut)));
      assertThat(atString.result().reason()).isEqualTo(FinishReason.STOP_STRING);
      assertThat(all.result().reason()).isEqualTo(FinishReason.LENGTH);
    }
  }

  @Test
  void aCancelledResponseStopsBeforeTheNextStep() throws Exception {
    try (var model = TestModels.llama(TensorType.Q8_0);
        var engine = new Engine(model, OPTIONS)) {
      var generation = engine.generate(GenerationRequest.of(prompt(5, 2)).maxTokens(900));
      assertThat(generation.next()).isPresent();
      generation.cancel();
      long stepsAtCancel = engine.statistics().steps();
      var rest = drain(generation);
      assertThat(rest.result().reason()).isEqualTo(FinishReason.CANCELLED);
      // The step that was running when the token was set may end; no other begins.
      assertThat(engine.statistics().steps() - stepsAtCancel).isLessThanOrEqualTo(1);
    }
  }

  @Test
  void aCancelledPrefillStopsBetweenChunks() throws Exception {
    try (var model = TestModels.llama(TensorType.F32);
        var engine = new Engine(model, OPTIONS.withPrefillChunk(1))) {
      var cancel = new CancelToken();
      var generation = engine.generate(GenerationRequest.of(prompt(1000, 2)).cancel(cancel));
      while (engine.statistics().steps() < 3) {
        Thread.onSpinWait();
      }
      cancel.cancel();
      var output = drain(generation);
      assertThat(output.result().reason()).isEqualTo(FinishReason.CANCELLED);
      assertThat(output.tokens()).isEmpty();
      assertThat(engine.statistics().steps()).isLessThan(1000);
    }
  }

  @Test
  void aReaderThatDoesNotReadPausesItselfAndNobodyElse() throws Exception {
    try (var model = TestModels.llama(TensorType.Q8_0);
        var engine = new Engine(model, OPTIONS)) {
      var slow = engine.generate(GenerationRequest.of(prompt(4, 1)).maxTokens(700));
      for (int i = 0; i < 4; i++) {
        var quick = drain(engine.generate(GenerationRequest.of(prompt(4, 2 + i)).maxTokens(200)));
        assertThat(quick.tokens()).hasSize(200);
      }
      long before = engine.statistics().steps();
      assertThat(drain(slow).tokens()).hasSize(700);
      assertThat(engine.statistics().steps() - before)
          .as("steps that had to wait for the reader")
          .isGreaterThan(400);
    }
  }

  @Test
  void theContextsEndEndsTheOutput() throws Exception {
    try (var model = TestModels.llama(TensorType.Q8_0);
        var engine = new Engine(model, OPTIONS.withContextLength(50))) {
      var output = drain(engine.generate(GenerationRequest.of(prompt(30, 1)).maxTokens(400)));
      assertThat(output.tokens()).hasSize(20);
      assertThat(output.result().reason()).isEqualTo(FinishReason.LENGTH);
      assertThatThrownBy(() -> engine.generate(GenerationRequest.of(prompt(50, 1))))
          .isInstanceOf(PromptTooLongException.class)
          .hasMessageContaining("50 tokens");
    }
  }

  @Test
  void aTokenOutsideTheVocabularyIsRefused() {
    try (var model = TestModels.llama(TensorType.F32);
        var engine = new Engine(model, OPTIONS)) {
      for (int token : new int[] {-1, TestModels.VOCABULARY}) {
        assertThatThrownBy(() -> engine.generate(GenerationRequest.of(new int[] {1, token})))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("not in the vocabulary");
      }
    }
  }

  @Test
  void closingTheEngineEndsWhatRunsWhatWaitsAndWhatComes() throws Exception {
    try (var model = TestModels.llama(TensorType.F32)) {
      var engine = new Engine(model, OPTIONS.withMaxSequences(1));
      // More than fits its ring, so it cannot end before it is read.
      var running = engine.generate(GenerationRequest.of(prompt(10, 1)).maxTokens(900));
      var waiting = engine.generate(GenerationRequest.of(prompt(10, 2)));
      engine.close();
      var late = engine.generate(GenerationRequest.of(prompt(10, 3)));
      for (var generation : List.of(running, waiting, late)) {
        assertThat(drain(generation).result().reason()).isEqualTo(FinishReason.FAILED);
      }
    }
  }

  @Test
  void whatWaitsOrIsPausedIsCancelledToo() throws Exception {
    try (var model = TestModels.llama(TensorType.F32);
        var engine = new Engine(model, OPTIONS.withMaxSequences(1))) {
      var cancelPaused = new CancelToken();
      var paused =
          engine.generate(GenerationRequest.of(prompt(10, 1)).maxTokens(900).cancel(cancelPaused));
      var cancelWaiting = new CancelToken();
      var waiting = engine.generate(GenerationRequest.of(prompt(9, 2)).cancel(cancelWaiting));
      cancelWaiting.cancel();
      assertThat(drain(waiting).result().reason()).isEqualTo(FinishReason.CANCELLED);
      while (engine.statistics().steps() < 256) {
        Thread.onSpinWait();
      }
      cancelPaused.cancel();
      while (engine.statistics().running() > 0) {
        Thread.onSpinWait();
      }
      assertThat(drain(paused).result().reason()).isEqualTo(FinishReason.CANCELLED);
    }
  }

  @Test
  void aResponseThatFailsDoesNotTouchTheOthers() throws Exception {
    try (var model = TestModels.llama(TensorType.F32);
        var engine = new Engine(model, OPTIONS)) {
      DraftSource broken =
          () -> {
            var drafter = DraftSource.region(prompt(50, 1)).open();
            return new DraftSource.Drafter() {
              private int accepted;

              @Override
              public void accept(int token) {
                accepted++;
              }

              @Override
              public int propose(int[] into, int max) {
                if (accepted > 5) {
                  throw new IllegalStateException("on purpose");
                }
                return drafter.propose(into, max);
              }
            };
          };
      var sound = GenerationRequest.of(prompt(10, 7)).maxTokens(200);
      var other = engine.generate(sound);
      var failing = drain(engine.generate(sound.draft(broken)));
      assertThat(failing.result().reason()).isEqualTo(FinishReason.FAILED);
      assertThat(failing.result().message()).isEqualTo("on purpose");
      var expected = drain(other).tokens();
      assertThat(expected).hasSize(200);
      assertThat(drain(engine.generate(sound)).tokens()).isEqualTo(expected);
    }
  }

  @Test
  void aDraftOfUnknownTokensIsCutAndChangesNothing() throws Exception {
    try (var model = TestModels.untied(TensorType.BF16);
        var engine = new Engine(model, OPTIONS)) {
      var request = GenerationRequest.of(prompt(10, 7)).maxTokens(50);
      var plain = drain(engine.generate(request));
      int[] unknown = {plain.tokens().getFirst(), 9999, -5, plain.tokens().get(3)};
      var drafted = drain(engine.generate(request.draft(DraftSource.region(unknown))));
      assertThat(drafted.tokens()).isEqualTo(plain.tokens());
    }
  }

  @Test
  void aStopStringEndsTheSameTokensWithADraftAndWithout() throws Exception {
    try (var model = TestModels.llama(TensorType.Q8_0);
        var engine = new Engine(model, OPTIONS)) {
      var request = GenerationRequest.of(prompt(12, 4)).maxTokens(80);
      var all = drain(engine.generate(request));
      var stopping = request.stopStrings(List.of(all.text().substring(20, 23)));
      var plain = drain(engine.generate(stopping));
      var drafted = drain(engine.generate(stopping.draft(DraftSource.region(ints(all.tokens())))));
      assertThat(drafted.tokens()).isEqualTo(plain.tokens());
      assertThat(drafted.text()).isEqualTo(plain.text());
      assertThat(drafted.result().stats().outputTokens())
          .isEqualTo(plain.result().stats().outputTokens())
          .isEqualTo(plain.tokens().size());
    }
  }

  @Test
  void longPromptsDoNotKeepAStreamWaiting() throws Exception {
    try (var model = TestModels.llama(TensorType.Q8_0);
        var engine = new Engine(model, OPTIONS.withPrefillChunk(8))) {
      var longOnes = new ArrayList<Generation>();
      for (int i = 0; i < 3; i++) {
        longOnes.add(engine.generate(GenerationRequest.of(prompt(1000, i)).maxTokens(2)));
      }
      var stream = engine.generate(GenerationRequest.of(prompt(4, 9)).maxTokens(200));
      assertThat(drain(stream).tokens()).hasSize(200);
      for (var generation : longOnes) {
        assertThat(drain(generation).tokens()).hasSize(2);
      }
      // 3000 prompt tokens in chunks of 8 need 375 steps. The stream goes along in them; one that
      // had to wait for the prompts would add its own 200.
      assertThat(engine.statistics().steps()).isBetween(375L, 500L);
    }
  }
}
