package dev.brisk.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisk.engine.gguf.TensorType;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Contexts of 131,072 tokens, as metadata allows them or a RoPE scaling does. */
@Timeout(60)
class LongContextTest {
  private static final int CONTEXT = 131_072;

  private static byte[] bytes(Map<String, Object> changes) {
    return TestModels.llama(TensorType.F32, true, TestModels.VOCABULARY, changes).toBytes();
  }

  private static Model model(Map<String, Object> changes) {
    var all = new HashMap<>(changes);
    all.putIfAbsent("llama.context_length", CONTEXT);
    return Model.of("long", MemorySegment.ofArray(bytes(all)));
  }

  private static Model scaled(Map<String, Object> changes, RopeScaling scaling) {
    return Model.of("scaled", MemorySegment.ofArray(bytes(changes)), scaling);
  }

  private static int[] tokens(int n) {
    var tokens = new int[n];
    Arrays.setAll(tokens, i -> (i * 37 + i / 251 + 11) % 256);
    return tokens;
  }

  @ParameterizedTest
  @EnumSource(KvType.class)
  void beyond100kATokenIsTheSameAloneAndInABatchAndSeesTheBeginning(KvType type) {
    int[] last = tokens(70);
    try (var model = model(Map.of());
        var session = model.session(2, KernelChoice.AUTO, type)) {
      session.forward(tokens(500));
      session.skip(100_000);
      int depth = session.length();
      float[] together = session.forward(last);
      session.truncate(depth);
      float[] alone = {};
      for (int token : last) {
        alone = session.forward(new int[] {token});
      }
      assertThat(alone).isEqualTo(together);
      int[] otherBegin = tokens(500);
      otherBegin[3] = 99;
      session.truncate(0);
      session.forward(otherBegin);
      session.skip(100_000);
      assertThat(session.forward(last)).isNotEqualTo(together);
    }
  }

  /**
   * With a window of 128 two layers see back 254 tokens, so what is before need not be computed.
   */
  @Test
  void aPromptOf100kTokensIsAnsweredAsItsEndIs() throws Exception {
    int[] prompt = tokens(100_100);
    var output = new ArrayList<Integer>();
    var options =
        EngineOptions.defaults().withThreads(2).withPrefillChunk(2048).withKvType(KvType.Q8_0);
    try (var model = model(Map.of("llama.attention.sliding_window", 128));
        var engine = new Engine(model, options);
        var session = model.session(1, KernelChoice.AUTO, KvType.Q8_0)) {
      assertThat(engine.contextLength()).isEqualTo(CONTEXT);
      var generation = engine.generate(GenerationRequest.of(prompt).maxTokens(8));
      for (var chunk = generation.next(); chunk.isPresent(); chunk = generation.next()) {
        Arrays.stream(chunk.get().tokens()).forEach(output::add);
      }
      assertThat(generation.result().reason()).isEqualTo(FinishReason.LENGTH);
      int end = prompt.length - 300;
      session.skip(end);
      int[] next = session.verify(Arrays.copyOfRange(prompt, end, prompt.length));
      int token = next[next.length - 1];
      for (int written : output) {
        assertThat(written).isEqualTo(token);
        token = session.verify(new int[] {token})[0];
      }
      assertThat(output).hasSize(8);
    }
  }

  @Test
  void aScalingThatIsSetIsThatOfTheMetadata() {
    var linear = Map.<String, Object>of("llama.rope.scaling.factor", 4f);
    assertSame(model(linear), scaled(Map.of(), new RopeScaling(RopeScaling.Kind.LINEAR, 4)));
    var yarn =
        Map.<String, Object>of(
            "llama.rope.scaling.type",
            "yarn",
            "llama.rope.scaling.factor",
            4f,
            "llama.rope.scaling.original_context_length",
            TestModels.CONTEXT);
    assertSame(model(yarn), scaled(Map.of(), new RopeScaling(RopeScaling.Kind.YARN, 4)));
    // What is set counts from what the model was trained with, not from what the metadata makes.
    assertSame(model(yarn), scaled(yarn, new RopeScaling(RopeScaling.Kind.YARN, 4)));
  }

  @Test
  void aScalingMakesTheContextLonger() {
    for (var kind : RopeScaling.Kind.values()) {
      try (var model = scaled(Map.of(), new RopeScaling(kind, 128))) {
        assertThat(model.contextLength()).isEqualTo(CONTEXT);
        assertThat(model.identity()).as("of snapshots").endsWith(kind + ", factor=128.0]");
      }
    }
    var linear = Map.<String, Object>of("llama.rope.scaling.factor", 4f);
    try (var model = scaled(linear, new RopeScaling(RopeScaling.Kind.LINEAR, 8))) {
      assertThat(model.contextLength()).isEqualTo(2 * TestModels.CONTEXT);
    }
  }

  private static void assertSame(Model metadata, Model set) {
    try (metadata;
        set;
        var plain = model(Map.of());
        var a = metadata.session(1, KernelChoice.AUTO);
        var b = set.session(1, KernelChoice.AUTO);
        var c = plain.session(1, KernelChoice.AUTO)) {
      float[] logits = a.forward(tokens(90));
      assertThat(b.forward(tokens(90))).isEqualTo(logits);
      assertThat(c.forward(tokens(90))).isNotEqualTo(logits);
    }
  }
}
