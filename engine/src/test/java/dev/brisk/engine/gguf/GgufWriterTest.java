package dev.brisk.engine.gguf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.brisk.engine.ModelFormatException;
import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written is read again as it was. */
class GgufWriterTest {
  @TempDir Path folder;

  private static GgufFile reread(GgufWriter writer) {
    return GgufFile.of("test.gguf", MemorySegment.ofArray(writer.toBytes()));
  }

  @Test
  void values_of_all_types_come_back() {
    var writer =
        new GgufWriter()
            .put("u8", ValueType.UINT8, 255)
            .put("i8", ValueType.INT8, -1)
            .put("u16", ValueType.UINT16, 65535)
            .put("i16", ValueType.INT16, -2)
            .put("u32", ValueType.UINT32, 4294967295L)
            .put("i32", ValueType.INT32, -3)
            .put("u64", ValueType.UINT64, -1L)
            .put("i64", ValueType.INT64, Long.MIN_VALUE)
            .put("f32", 0.5f)
            .put("f64", ValueType.FLOAT64, Math.PI)
            .put("yes", true)
            .put("text", "grüß Gott 😀")
            .putStrings("texts", List.of("", "ä", "b"))
            .putIntegers("integers", List.of(-1, 2))
            .putFloats("floats", List.of(1.5f))
            .putArray("truths", ValueType.BOOL, List.of(true, false));
    try (var file = reread(writer)) {
      var metadata = file.metadata();
      assertThat(metadata.value("u8")).isEqualTo(255L);
      assertThat(metadata.value("i8")).isEqualTo(-1L);
      assertThat(metadata.value("u16")).isEqualTo(65535L);
      assertThat(metadata.value("i16")).isEqualTo(-2L);
      assertThat(metadata.value("u32")).isEqualTo(4294967295L);
      assertThat(metadata.value("i32")).isEqualTo(-3L);
      assertThat(metadata.value("u64")).isEqualTo(new BigInteger("18446744073709551615"));
      assertThat(metadata.value("i64")).isEqualTo(Long.MIN_VALUE);
      assertThat(metadata.value("f32")).isEqualTo(0.5f);
      assertThat(metadata.number("f64")).hasValue(Math.PI);
      assertThat(metadata.bool("yes")).hasValue(true);
      assertThat(metadata.string("text")).hasValue("grüß Gott 😀");
      assertThat(metadata.strings("texts")).containsExactly("", "ä", "b");
      assertThat(metadata.integers("integers")).containsExactly(-1, 2);
      assertThat(metadata.floats("integers")).containsExactly(-1, 2);
      assertThat(metadata.floats("floats")).containsExactly(1.5f);
      assertThat(metadata.value("truths")).isEqualTo(List.of(true, false));
      assertThat(metadata.keys()).startsWith("u8", "i8").endsWith("truths");
      assertThat(file.version()).isEqualTo(3);
    }
  }

  @Test
  void a_value_of_another_type_is_refused_by_its_key() {
    try (var file = reread(new GgufWriter().put("a", "b").put("big", ValueType.UINT64, -1L))) {
      var metadata = file.metadata();
      for (var read :
          List.<Runnable>of(
              () -> metadata.integer("a"),
              () -> metadata.number("a"),
              () -> metadata.bool("a"),
              () -> metadata.strings("a"),
              () -> metadata.integers("a"))) {
        assertThatExceptionOfType(ModelFormatException.class)
            .isThrownBy(read::run)
            .withMessageContaining("metadata key 'a' holds a string where");
      }
      assertThatExceptionOfType(ModelFormatException.class)
          .isThrownBy(() -> metadata.requireInteger("big"))
          .withMessageContaining("18446744073709551615");
      assertThatExceptionOfType(ModelFormatException.class)
          .isThrownBy(() -> metadata.requireString("none"))
          .withMessageContaining("lacks the metadata key 'none'");
    }
  }

  @Test
  void absent_keys_are_empty() {
    try (var file = reread(new GgufWriter())) {
      assertThat(file.metadata().integer("none")).isEmpty();
      assertThat(file.metadata().string("none")).isEmpty();
      assertThat(file.metadata().strings("none")).isEmpty();
      assertThat(file.metadata().packedStrings("none").size()).isZero();
      assertThat(file.metadata().integers("none")).isEmpty();
    }
  }

  @Test
  void long_values_are_described_in_one_short_line() {
    var writer =
        new GgufWriter().put("text", "a\n\"b\"".repeat(100)).putStrings("tokens", many(1000));
    try (var file = reread(writer)) {
      assertThat(file.metadata().describe("text"))
          .startsWith("\"a\\n\\\"b\\\"a")
          .endsWith("…\" (500 characters)");
      assertThat(file.metadata().describe("tokens"))
          .isEqualTo("[\"t0\", \"t1\", \"t2\", \"t3\", …] (1000 elements)");
    }
  }

  private static List<String> many(int count) {
    return java.util.stream.IntStream.range(0, count).mapToObj(i -> "t" + i).toList();
  }

  @Test
  void tensors_come_back_from_a_mapped_file() {
    var path = folder.resolve("small.gguf");
    new GgufWriter()
        .tensor("a", TensorType.F32, List.of(3L, 2L), new float[] {1, 2, 3, 4, 5, 6})
        .tensor("b", TensorType.F16, List.of(1L), new float[] {-0.5f})
        .write(path);
    try (var file = GgufFile.open(path)) {
      var a = file.requireTensor("a");
      assertThat(a.columns()).isEqualTo(3);
      assertThat(a.rows()).isEqualTo(2);
      assertThat(a.data().toArray(LittleEndian.FLOAT)).containsExactly(1, 2, 3, 4, 5, 6);
      assertThat(a.data().isReadOnly()).isTrue();
      assertThat(a.data().address() % 8).isZero();
      assertThat(file.requireTensor("b").data().get(LittleEndian.SHORT, 0))
          .isEqualTo(Float.floatToFloat16(-0.5f));
      assertThat(file.tensor("c")).isEmpty();
      assertThat(file.tensors())
          .extracting(Tensor::toString)
          .containsExactly("a F32 3x2", "b F16 1");
      assertThatExceptionOfType(ModelFormatException.class)
          .isThrownBy(() -> file.requireTensor("c"))
          .withMessageContaining("lacks the tensor 'c'");
    }
  }

  @Test
  void version_2_is_read_as_well() {
    var bytes = new GgufWriter().put("a", 1).toBytes();
    bytes[4] = 2;
    try (var file = GgufFile.of("v2", MemorySegment.ofArray(bytes))) {
      assertThat(file.version()).isEqualTo(2);
      assertThat(file.metadata().requireInteger("a")).isEqualTo(1);
    }
  }

  @Test
  void closing_twice_is_harmless() {
    var path = folder.resolve("small.gguf");
    new GgufWriter().put("a", 1).write(path);
    var file = GgufFile.open(path);
    file.close();
    file.close();
  }

  @Test
  void misuse_is_refused() {
    var writer = new GgufWriter().put("a", 1);
    assertThatIllegalArgumentException().isThrownBy(() -> writer.put("a", 2));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> writer.tensor("w", TensorType.F32, List.of(3L), new float[2]));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> writer.tensor("w", TensorType.Q8_0, List.of(16L, 2L), new float[32]));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> writer.tensor("w", TensorType.Q4_K, List.of(256L), new float[256]));
  }
}
