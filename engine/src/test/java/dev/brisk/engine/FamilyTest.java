package dev.brisk.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisk.engine.gguf.GgufFile;
import dev.brisk.engine.gguf.TensorType;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the references of {@code ConformanceTest} have no model for. */
class FamilyTest {
  private static final GgufFile UNTIED =
      GgufFile.of("untied", MemorySegment.ofArray(TestModels.llamaBytes(TensorType.F32, false)));

  private static float[] logits(Model model, int[] tokens) {
    try (model;
        var session = model.session(1, KernelChoice.AUTO)) {
      return session.forward(tokens);
    }
  }

  private static int[] tokens(int n) {
    var tokens = new int[n];
    Arrays.setAll(tokens, i -> (i * 37 + 11) % 256);
    return tokens;
  }

  private static Model windowed(int window) {
    var changes = Map.<String, Object>of("llama.attention.sliding_window", window);
    byte[] bytes = TestModels.llama(TensorType.F32, true, TestModels.VOCABULARY, changes).toBytes();
    return Model.of("windowed", MemorySegment.ofArray(bytes));
  }

  /** Powers of two, so that factors on weights and factors in the metadata give the same bits. */
  @Test
  void graniteMultipliesWhereItsMetadataSays() {
    var factors = Map.of("embedding_scale", 4f, "residual_scale", 0.5f, "attention.scale", 0.5f);
    Model granite = Rewritten.scaled(UNTIED, "granite", withLogitScale(factors), name -> 1);
    Model llama =
        Rewritten.scaled(
            UNTIED,
            "llama",
            Map.of(),
            name ->
                switch (name.replaceFirst("blk\\.\\d+\\.", "")) {
                  case "token_embd.weight" -> 4;
                  case "attn_output.weight", "ffn_down.weight" -> 0.5;
                  // Attention's own factor is a quarter for heads of 16 numbers.
                  case "attn_q.weight" -> 2;
                  case "output.weight" -> 0.125;
                  default -> 1;
                });
    assertThat(logits(granite, tokens(20))).isEqualTo(logits(llama, tokens(20)));
  }

  private static Map<String, Float> withLogitScale(Map<String, Float> factors) {
    var all = new java.util.TreeMap<>(factors);
    all.put("logit_scale", 8f);
    return all;
  }

  @Test
  void graniteWithoutFactorsIsALlama() {
    Model granite = Rewritten.scaled(UNTIED, "granite", Map.of(), name -> 1);
    Model llama = Rewritten.scaled(UNTIED, "llama", Map.of(), name -> 1);
    assertThat(logits(granite, tokens(20))).isEqualTo(logits(llama, tokens(20)));
  }

  @Test
  void aSlidingWindowHidesWhatIsBeforeIt() {
    // Two layers see back twice as far as one: the last token sees 2 * 69 tokens before it.
    int window = 70;
    int[] tokens = tokens(150);
    int seen = tokens.length - 1 - 2 * (window - 1);
    int[] hidden = tokens.clone();
    hidden[seen - 1] = 5;
    int[] visible = tokens.clone();
    visible[seen] = 5;
    float[] plain = logits(windowed(window), tokens);
    assertThat(logits(windowed(window), hidden)).isEqualTo(plain);
    assertThat(logits(windowed(window), visible)).isNotEqualTo(plain);
  }

  @Test
  void aWindowAsWideAsTheTextChangesNothing() {
    int[] tokens = tokens(150);
    float[] all = logits(TestModels.llama(TensorType.F32), tokens);
    assertThat(logits(windowed(150), tokens)).isEqualTo(all);
    assertThat(logits(windowed(149), tokens)).isNotEqualTo(all);
  }

  @Test
  void aWindowIsTheSameTokenByTokenAndAtOnce() {
    int[] tokens = tokens(150);
    float[] atOnce = logits(windowed(70), tokens);
    try (var model = windowed(70);
        var session = model.session(1, KernelChoice.AUTO)) {
      float[] last = {};
      for (int token : tokens) {
        last = session.forward(new int[] {token});
      }
      assertThat(last).isEqualTo(atOnce);
    }
  }
}
