package dev.brisk.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brisk.engine.gguf.TensorType;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class DraftModelTest {
  private static final EngineOptions OPTIONS = EngineOptions.defaults().withThreads(2);

  private record Output(List<Integer> tokens, GenerationStats stats) {}

  private static Output drain(Generation generation) throws InterruptedException {
    var tokens = new ArrayList<Integer>();
    for (var chunk = generation.next(); chunk.isPresent(); chunk = generation.next()) {
      for (int token : chunk.get().tokens()) {
        tokens.add(token);
      }
    }
    assertThat(generation.result().reason()).isEqualTo(FinishReason.LENGTH);
    return new Output(tokens, generation.result().stats());
  }

  private static int[] prompt(int length, long seed) {
    return new Random(seed).ints(length, 0, 256).toArray();
  }

  /** Prompts of which one is read in several pieces, chosen from greedily and by chance. */
  private static List<GenerationRequest> requests() {
    var requests = new ArrayList<GenerationRequest>();
    for (int length : new int[] {1, 20, 127, 128, 129, 300}) {
      var request = GenerationRequest.of(prompt(length, length)).maxTokens(60);
      requests.add(request);
      requests.add(request.sampling(new Sampling(0.9f, 0, 0.9f, 0, length)));
    }
    return requests;
  }

  /** Compares with plain decoding, one at a time and all at once; tokens accepted and drafted. */
  private static int[] compare(Model target, Model drafting) throws InterruptedException {
    var totals = new int[2];
    try (var draft = new DraftModel(drafting, target, OPTIONS);
        var engine = new Engine(target, OPTIONS)) {
      var together = new ArrayList<Generation>();
      var expected = new ArrayList<List<Integer>>();
      for (var request : requests()) {
        var drafted = request.draft(DraftSource.model(draft, request.prompt()));
        var plain = drain(engine.generate(request));
        var output = drain(engine.generate(drafted));
        assertThat(output.tokens()).isEqualTo(plain.tokens());
        totals[0] += output.stats().accepted();
        totals[1] += output.stats().drafted();
        expected.add(plain.tokens());
        together.add(engine.generate(drafted));
      }
      for (int i = 0; i < together.size(); i++) {
        assertThat(drain(together.get(i)).tokens()).isEqualTo(expected.get(i));
      }
    }
    return totals;
  }

  @Test
  void whatAnyModelDraftsTheOutputIsThatOfPlainDecoding() throws Exception {
    try (var target = TestModels.llama(TensorType.Q8_0);
        var unlike = TestModels.untied(TensorType.Q8_0);
        var alike = TestModels.llama(TensorType.BF16)) {
      assertThat(compare(target, unlike)[1]).as("drafted").isPositive();
      assertThat(compare(target, alike)[0]).as("accepted").isPositive();
    }
  }

  @Test
  void aModelThatWritesTheSameIsAcceptedWholly() throws Exception {
    try (var target = TestModels.llama(TensorType.Q8_0);
        var draft = new DraftModel(target, target, OPTIONS);
        var engine = new Engine(target, OPTIONS)) {
      int[] prompt = prompt(20, 1);
      var request = GenerationRequest.of(prompt).maxTokens(100);
      var plain = drain(engine.generate(request));
      var drafted = drain(engine.generate(request.draft(DraftSource.model(draft, prompt))));
      assertThat(drafted.tokens()).isEqualTo(plain.tokens());
      assertThat(drafted.stats().accepted()).isEqualTo(drafted.stats().drafted()).isPositive();
    }
  }

  @Test
  void wherePositionsOfTheDraftModelEndSoDoDrafts() throws Exception {
    var small = TestModels.llama(TensorType.Q8_0, true, 260, Map.of("llama.context_length", 40));
    try (var target = TestModels.llama(TensorType.Q8_0);
        var drafting = Model.of("small", MemorySegment.ofArray(small.toBytes()));
        var draft = new DraftModel(drafting, target, OPTIONS);
        var engine = new Engine(target, OPTIONS)) {
      for (int length : new int[] {20, 39, 40, 100}) {
        var request = GenerationRequest.of(prompt(length, 3)).maxTokens(50);
        var source = DraftSource.model(draft, request.prompt());
        assertThat(drain(engine.generate(request.draft(source))).tokens())
            .isEqualTo(drain(engine.generate(request)).tokens());
      }
    }
  }

  @Test
  void aTokenThatTheDraftModelDoesNotKnowEndsDrafts() {
    try (var model = TestModels.llama(TensorType.Q8_0);
        var draft = new DraftModel(model, model, OPTIONS)) {
      var into = new int[4];
      assertThat(draft.follow(new int[] {1, 999}).propose(into, 4)).isZero();
      var drafter = draft.follow(new int[] {1, 2});
      assertThat(drafter.propose(into, 4)).isEqualTo(4);
      drafter.accept(999);
      assertThat(drafter.propose(into, 4)).isZero();
    }
  }

  @Test
  void whatWasRejectedIsForgotten() {
    try (var model = TestModels.llama(TensorType.F32);
        var draft = new DraftModel(model, model, OPTIONS)) {
      var drafter = draft.follow(new int[] {7, 8, 9});
      var first = new int[5];
      assertThat(drafter.propose(first, 5)).isEqualTo(5);
      drafter.accept(first[0]);
      drafter.accept(first[1] == 3 ? 4 : 3);
      var second = new int[5];
      assertThat(drafter.propose(second, 5)).isEqualTo(5);
      int[] text = {7, 8, 9, first[0], first[1] == 3 ? 4 : 3};
      var expected = new int[5];
      assertThat(draft.follow(text).propose(expected, 5)).isEqualTo(5);
      assertThat(second).isEqualTo(expected);
    }
  }

  @Test
  void anotherVocabularyIsRefused() {
    byte[] bytes = TestModels.llamaBytes(TensorType.Q8_0, true);
    byte[] token = "<|after|>".getBytes(StandardCharsets.UTF_8);
    int at = 0;
    while (!Arrays.equals(bytes, at, at + token.length, token, 0, token.length)) {
      at++;
    }
    bytes[at + 2] = 'A';
    var shorter =
        TestModels.llama(TensorType.Q8_0, true, 120, Map.of("tokenizer.ggml.eos_token_id", 5));
    try (var target = TestModels.llama(TensorType.Q8_0);
        var renamed = Model.of("renamed", MemorySegment.ofArray(bytes));
        var cut = Model.of("cut", MemorySegment.ofArray(shorter.toBytes()))) {
      for (var model : List.of(renamed, cut)) {
        assertThatThrownBy(() -> new DraftModel(model, target, OPTIONS))
            .isInstanceOf(ModelFormatException.class)
            .hasMessageContaining("vocabularies differ");
      }
    }
  }
}
