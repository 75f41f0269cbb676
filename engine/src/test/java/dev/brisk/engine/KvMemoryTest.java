package dev.brisk.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brisk.engine.gguf.TensorType;
import java.lang.foreign.MemorySegment;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KvMemoryTest {
  private static final EngineOptions OPTIONS = EngineOptions.defaults().withThreads(1);
  private static final long GIB = 1L << 30;

  /** Qwen2.5-0.5B's keys and values, 24 KiB a position in F32, in a heap of so much. */
  private static KvMemory memory(KvType type, long heap) {
    long bytes = 2L * 24 * 2 * type.bytes(64);
    return new KvMemory(type, bytes, 131_072, 1, 256L << 20, heap);
  }

  private static Model model(int context) {
    var changes = Map.<String, Object>of("llama.context_length", context);
    byte[] bytes = TestModels.llama(TensorType.F32, true, TestModels.VOCABULARY, changes).toBytes();
    return Model.of("long", MemorySegment.ofArray(bytes));
  }

  @Test
  void theMemoryOfAContextIsThatOfItsPages() {
    var memory = memory(KvType.F32, 6 * GIB);
    assertThat(memory.bytes(131_072)).isEqualTo(3 * GIB);
    assertThat(memory.bytes(1)).isEqualTo(64 * 24_576);
    assertThat(memory.describe(131_072)).isEqualTo("3.0 GiB of keys and values in f32");
    assertThat(memory(KvType.Q8_0, GIB).describe(131_072))
        .isEqualTo("816.0 MiB of keys and values in q8_0");
  }

  @Test
  void aContextThatDoesNotFitIsRefusedWithTheOneThatDoes() {
    var memory = memory(KvType.F32, 2 * GIB);
    int fitting = memory.fitting();
    assertThat(memory.bytes(fitting)).isBetween(GIB, 2 * GIB - memory.prefixCacheBytes());
    assertThatThrownBy(() -> memory.context(131_072))
        .isInstanceOf(ContextTooLongException.class)
        .hasMessageContaining("takes 3.0 GiB of keys and values in f32")
        .hasMessageContaining("; " + fitting + " tokens fit");
    assertThat(memory.context(fitting)).isEqualTo(fitting);
    assertThatThrownBy(() -> memory.context(fitting + 1)).hasMessageContaining("tokens fit");
    assertThat(memory.context(0)).isEqualTo(fitting);
    assertThat(memory(KvType.Q8_0, 2 * GIB).context(131_072)).isEqualTo(131_072);
  }

  @Test
  void anEngineTakesWhatFitsAndRefusesWhatDoesNot() {
    try (var model = model(Integer.MAX_VALUE);
        var engine = new Engine(model, OPTIONS)) {
      assertThat(engine.contextLength()).isPositive().isLessThan(Integer.MAX_VALUE);
      assertThat(engine.contextLength()).isEqualTo(engine.kvMemory().fitting());
      assertThatThrownBy(() -> new Engine(model, OPTIONS.withContextLength(2_000_000_000)))
          .isInstanceOf(ContextTooLongException.class)
          .hasMessageContaining(engine.contextLength() + " tokens fit");
    }
  }

  @Test
  void aContextBeyondTheModelsIsRefusedWithTheScalingThatItNeeds() {
    try (var model = model(1000)) {
      assertThatThrownBy(() -> new Engine(model, OPTIONS.withContextLength(3001)))
          .isInstanceOf(ContextTooLongException.class)
          .hasMessageContaining("--rope-scale 4");
    }
  }

  @Test
  void aScalingCountsFromTheContextWithoutAny() {
    var scaled = new KvMemory(KvType.F32, 64, 65_536, 2, 0, 6 * GIB);
    assertThatThrownBy(() -> scaled.context(131_072)).hasMessageContaining("--rope-scale 4.");
    assertThatThrownBy(() -> scaled.context(1 << 30))
        .hasMessageEndingWith("made for; choose a shorter one.");
  }
}
