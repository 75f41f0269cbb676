package dev.brisk.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brisk.engine.gguf.GgufWriter;
import dev.brisk.engine.gguf.TensorType;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Files that are sound GGUF and no sound model: each is refused in one sentence that names the
 * file.
 */
@Timeout(120)
class BrokenModelTest {
  private static void assertRefused(Map<String, Object> changes, String... words) {
    assertRefused(TestModels.llama(TensorType.F32, true, TestModels.VOCABULARY, changes), words);
  }

  private static void assertRefused(GgufWriter writer, String... words) {
    byte[] bytes = writer.toBytes();
    assertThatThrownBy(() -> load(bytes))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContainingAll(words)
        .message()
        .contains("broken.gguf")
        .endsWith(".")
        .doesNotContain("\n");
  }

  private static void load(byte[] bytes) throws InterruptedException {
    try (var model = Model.of("broken.gguf", MemorySegment.ofArray(bytes));
        var engine = new Engine(model, EngineOptions.defaults().withThreads(1))) {
      var generation = engine.generate(GenerationRequest.of(new int[] {1, 2, 3}).maxTokens(5));
      while (generation.next().isPresent()) {
        // To the end.
      }
      if (generation.result().reason() == FinishReason.FAILED) {
        throw new AssertionError(generation.result().message());
      }
    }
  }

  @Test
  void sizesThatOverflowOrDisagree() {
    assertRefused(
        Map.of(
            "llama.attention.head_count", 253241,
            "llama.attention.key_length", 16960,
            "llama.attention.head_count_kv", 1),
        "key_length");
    assertRefused(Map.of("llama.attention.head_count_kv", 3), "head_count_kv");
    assertRefused(Map.of("llama.block_count", 3), "blk.2.");
    assertRefused(Map.of("llama.block_count", 1), "blk.1.");
    assertRefused(Map.of("llama.feed_forward_length", 64), "blk.0.ffn_gate.weight");
    assertRefused(Map.of("llama.rope.dimension_count", 7), "rope.dimension_count");
    assertRefused(Map.of("llama.context_length", 0), "context_length");
  }

  @Test
  void numbersThatMakeNoSense() {
    assertRefused(Map.of("llama.rope.freq_base", Float.NaN), "freq_base");
    assertRefused(Map.of("llama.attention.layer_norm_rms_epsilon", -1f), "epsilon");
    assertRefused(
        Map.of("llama.rope.scaling.type", "linear", "llama.rope.scaling.factor", 0f),
        "scaling.factor");
  }

  @Test
  void whatThisEngineDoesNotKnow() {
    assertRefused(Map.of("llama.rope.scaling.type", "longrope"), "longrope");
    assertRefused(Map.of("llama.expert_count", 8), "mixture of experts");
    assertRefused(Map.of("general.architecture", "mamba"), "mamba");
    assertRefused(
        TestModels.llama(TensorType.F32, true, TestModels.VOCABULARY, Map.of())
            .tensor("blk.1.attn_k.bias", TensorType.F32, List.of(32L), new float[32]),
        "blk.1.attn_k.bias");
  }

  @Test
  void aVocabularyThatTheEmbeddingDoesNotHave() {
    assertRefused(TestModels.llama(TensorType.F32, true, 258, Map.of()), "token_embd.weight");
  }

  @Test
  void flippedBitsAreRefusedOrComputedWith() {
    byte[] sound = TestModels.llamaBytes(TensorType.Q8_0, true);
    var random = new Random(5);
    int refused = 0;
    for (int i = 0; i < 300; i++) {
      byte[] bytes = sound.clone();
      for (int k = 0; k < 1 + random.nextInt(4); k++) {
        // The head holds what can mislead; weights are only numbers.
        bytes[random.nextInt(12_000)] ^= (byte) (1 << random.nextInt(8));
      }
      try {
        load(bytes);
      } catch (ModelFormatException e) {
        refused++;
      } catch (PromptTooLongException | InterruptedException e) {
        // A context made tiny is still sound.
      }
    }
    assertThat(refused).isPositive();
  }
}
