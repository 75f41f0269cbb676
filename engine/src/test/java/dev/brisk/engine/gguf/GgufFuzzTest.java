package dev.brisk.engine.gguf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisk.engine.ModelFormatException;
import dev.brisk.engine.tokenizer.Tokenizer;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Damage of any kind leads to a file that can be read, or to a {@link ModelFormatException}. */
class GgufFuzzTest {
  private static final long MOST_BYTES = 32 << 20;
  private static final byte[] VALID = valid();

  private static byte[] valid() {
    var writer =
        new GgufWriter()
            .put("general.architecture", "llama")
            .put("general.alignment", 32)
            .put("tokenizer.ggml.model", "gpt2")
            .put("tokenizer.ggml.pre", "default")
            .putStrings("tokenizer.ggml.tokens", List.of("a", "b", "ab", "Ġ", "<|end|>"))
            .putIntegers("tokenizer.ggml.token_type", List.of(1, 1, 1, 1, 3))
            .putStrings("tokenizer.ggml.merges", List.of("a b", "Ġ ab"))
            .put("tokenizer.ggml.eos_token_id", 4)
            .put("brisk.tokenizer.pattern", "\\s+|[a-z]+|.")
            .putFloats("scales", List.of(1f, 2f));
    for (var type : ValueType.values()) {
      if (type.isNumber()) {
        writer.put("number." + type, type, 5);
      }
    }
    return writer
        .tensor("q", TensorType.Q8_0, List.of(32L, 2L), new float[64])
        .tensor("f", TensorType.F32, List.of(3L, 1L, 2L), new float[6])
        .toBytes();
  }

  @Property(tries = 4000)
  void flipped_bits_do_no_harm(@ForAll Random random) {
    var bytes = VALID.clone();
    for (var flips = 1 + random.nextInt(6); flips > 0; flips--) {
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
    }
    harmless(bytes);
  }

  @Property(tries = 4000)
  void extreme_numbers_do_no_harm(@ForAll Random random) {
    var bytes = VALID.clone();
    var extremes = new long[] {0, 1, -1, 255, 1L << 31, 1L << 32, Long.MAX_VALUE, Long.MIN_VALUE};
    var at = random.nextInt(bytes.length - 8);
    MemorySegment.ofArray(bytes)
        .set(LittleEndian.LONG, at, extremes[random.nextInt(extremes.length)]);
    harmless(bytes);
  }

  @Property(tries = 2000)
  void pieces_cut_out_or_put_in_do_no_harm(@ForAll Random random) {
    var from = random.nextInt(VALID.length);
    var to = from + random.nextInt(Math.min(64, VALID.length - from));
    var into = random.nextInt(VALID.length);
    var bytes = new byte[into + (to - from) + (VALID.length - to)];
    System.arraycopy(VALID, 0, bytes, 0, into);
    System.arraycopy(VALID, from, bytes, into, to - from);
    System.arraycopy(VALID, to, bytes, into + to - from, VALID.length - to);
    harmless(bytes);
  }

  @Property(tries = 1000)
  void noise_behind_a_good_header_does_no_harm(@ForAll Random random) {
    var bytes = new byte[24 + random.nextInt(2000)];
    random.nextBytes(bytes);
    System.arraycopy(VALID, 0, bytes, 0, 24);
    harmless(bytes);
  }

  private static void harmless(byte[] bytes) {
    var before = Allocation.ofCurrentThread();
    var start = System.nanoTime();
    try (var file = GgufFile.of("fuzzed", MemorySegment.ofArray(bytes))) {
      readAll(file);
    } catch (ModelFormatException expected) {
      assertThat(expected.getMessage()).isNotBlank().doesNotContain("\n\tat");
    }
    assertThat(Allocation.ofCurrentThread() - before).isLessThan(MOST_BYTES);
    assertThat(System.nanoTime() - start).isLessThan(10_000_000_000L);
  }

  private static void readAll(GgufFile file) {
    for (var tensor : file.tensors()) {
      assertThat(tensor.data().byteSize()).isEqualTo(tensor.rowBytes() * tensor.rows());
      var last = tensor.data().get(ValueLayout.JAVA_BYTE, tensor.data().byteSize() - 1);
      assertThat(last).isBetween(Byte.MIN_VALUE, Byte.MAX_VALUE);
    }
    var metadata = file.metadata();
    for (var key : metadata.keys()) {
      assertThat(metadata.describe(key)).isNotNull();
      assertThat(metadata.value(key)).isNotNull();
      allowed(metadata::integer, key);
      allowed(metadata::number, key);
      allowed(metadata::bool, key);
      allowed(metadata::strings, key);
      allowed(metadata::integers, key);
      allowed(metadata::floats, key);
    }
    Tokenizer.of(metadata).encode("ab  abc aaab");
  }

  private static void allowed(Consumer<String> read, String key) {
    try {
      read.accept(key);
    } catch (ModelFormatException expected) {
      assertThat(expected.getMessage()).contains("metadata key");
    }
  }
}
