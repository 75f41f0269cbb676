package dev.brisk.engine.gguf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.brisk.engine.ModelFormatException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are no good are refused in one sentence that says what is wrong, and where. */
class BrokenGgufTest {
  private static final int F32 = TensorType.F32.id();

  @TempDir Path folder;

  private static void refused(RawGguf file, String why) {
    assertThatExceptionOfType(ModelFormatException.class)
        .isThrownBy(file::open)
        .withMessageContaining("test.gguf")
        .withMessageContaining(why)
        .withMessageMatching("[^\n]*\\.");
  }

  @Test
  void a_missing_file_is_refused() {
    assertThatExceptionOfType(ModelFormatException.class)
        .isThrownBy(() -> GgufFile.open(folder.resolve("none.gguf")))
        .withMessageContaining("none.gguf does not exist");
  }

  @Test
  void a_folder_is_refused() {
    assertThatExceptionOfType(ModelFormatException.class)
        .isThrownBy(() -> GgufFile.open(folder))
        .withMessageContaining("is not a file");
  }

  @Test
  void an_empty_file_is_refused() throws IOException {
    var file = Files.createFile(folder.resolve("empty.gguf"));
    assertThatExceptionOfType(ModelFormatException.class)
        .isThrownBy(() -> GgufFile.open(file))
        .withMessageContaining("is not a GGUF file");
  }

  @Test
  void another_format_is_refused() {
    refused(new RawGguf().string("PK a zip file").zeros(64), "is not a GGUF file");
  }

  @Test
  void versions_other_than_2_and_3_are_refused() {
    refused(new RawGguf().u32(GgufParser.MAGIC).u32(1).zeros(64), "version 1");
    refused(new RawGguf().u32(GgufParser.MAGIC).u32(4).zeros(64), "version 4");
    refused(new RawGguf().u32(GgufParser.MAGIC).u32(-1).zeros(64), "version 4294967295");
  }

  @Test
  void a_big_endian_file_is_named_as_such() {
    refused(new RawGguf().u32(GgufParser.MAGIC).u32(3 << 24).zeros(64), "big-endian");
  }

  @Test
  void counts_beyond_the_file_are_refused() {
    refused(RawGguf.header(-1, 0), "the number of tensors is 18446744073709551615");
    refused(RawGguf.header(1L << 60, 0), "the number of tensors");
    refused(RawGguf.header(0, 1L << 40).zeros(100), "the number of metadata keys");
  }

  @Test
  void a_string_longer_than_the_file_is_refused() {
    refused(RawGguf.header(0, 1).u64(Long.MAX_VALUE).zeros(64), "the length of a metadata key");
    refused(
        RawGguf.header(0, 1).key("a", ValueType.STRING).u64(-5).zeros(9),
        "the length of a string in the value of metadata key 'a'");
  }

  @Test
  void a_huge_array_is_refused() {
    for (var type : ValueType.values()) {
      refused(
          RawGguf.header(0, 1).key("a", ValueType.ARRAY).u32(type.id()).u64(1L << 62).zeros(64),
          "the number of elements in the value of metadata key 'a'");
    }
  }

  @Test
  void an_array_nested_too_deeply_is_refused() {
    var file = RawGguf.header(0, 1).key("a", ValueType.ARRAY);
    for (var i = 0; i < 100_000; i++) {
      file.u32(ValueType.ARRAY.id()).u64(1);
    }
    refused(file.zeros(16), "nested too deeply");
  }

  @Test
  void arrays_within_arrays_are_stepped_over() {
    var file = RawGguf.header(0, 2).key("a", ValueType.ARRAY).u32(ValueType.ARRAY.id()).u64(2);
    file.u32(ValueType.UINT8.id()).u64(3).zeros(3);
    file.u32(ValueType.STRING.id()).u64(1).string("x");
    file.key("b", ValueType.UINT8).u8(7);
    try (var open = file.open()) {
      assertThat(open.metadata().requireInteger("b")).isEqualTo(7);
      assertThat(open.metadata().describe("a")).isEqualTo("[[], []]");
    }
  }

  @Test
  void an_unknown_value_type_is_refused() {
    refused(
        RawGguf.header(0, 1).string("a").u32(13).zeros(64),
        "metadata key 'a' has the unknown value type 13");
  }

  @Test
  void a_key_that_stands_twice_is_refused() {
    refused(
        RawGguf.header(0, 2).key("a", ValueType.BOOL).u8(1).key("a", ValueType.BOOL).u8(0),
        "'a' stands in the file a second time");
  }

  @Test
  void a_tensor_that_stands_twice_is_refused() {
    var file = RawGguf.header(2, 0).tensor("w", F32, 0, 8).tensor("w", F32, 32, 8).align();
    refused(file.zeros(64), "tensor 'w' stands in the file a second time");
  }

  @Test
  void impossible_alignments_are_refused() {
    for (var alignment : new int[] {0, 1, 4, 24, 33, 1 << 30, -32}) {
      refused(
          RawGguf.header(0, 1).key("general.alignment", ValueType.UINT32).u32(alignment),
          "general.alignment");
    }
  }

  @Test
  void impossible_dimensions_are_refused() {
    refused(RawGguf.header(1, 0).tensor("w", F32, 0).zeros(64), "has 0 dimensions");
    refused(RawGguf.header(1, 0).tensor("w", F32, 0, 1, 1, 1, 1, 1).zeros(64), "has 5 dimensions");
    refused(RawGguf.header(1, 0).tensor("w", F32, 0, 8, 0).zeros(64), "a dimension of 0");
    refused(
        RawGguf.header(1, 0).tensor("w", F32, 0, 8, -1).zeros(64),
        "a dimension of 18446744073709551615");
    refused(
        RawGguf.header(1, 0).tensor("w", F32, 0, 1L << 32, 1L << 32, 1L << 32).zeros(64),
        "more elements than can exist");
    refused(
        RawGguf.header(1, 0).tensor("w", F32, 0, Long.MAX_VALUE).zeros(64),
        "more elements than can exist");
  }

  @Test
  void unknown_and_withdrawn_tensor_types_are_refused() {
    for (var type : new int[] {4, 5, 31, 36, 99, -1}) {
      refused(
          RawGguf.header(1, 0).tensor("w", type, 0, 32).align().zeros(64),
          "tensor 'w' has the unknown type " + Integer.toUnsignedString(type));
    }
  }

  @Test
  void rows_that_end_within_a_block_are_refused() {
    refused(
        RawGguf.header(1, 0).tensor("w", TensorType.Q4_K.id(), 0, 320, 4).align().zeros(4096),
        "no multiple of the 256 in a block of Q4_K");
  }

  @Test
  void tensors_beyond_the_end_are_refused() {
    refused(RawGguf.header(1, 0).tensor("w", F32, 0, 8).align().zeros(31), "needs 32 bytes");
    refused(RawGguf.header(1, 0).tensor("w", F32, 0, 8), "needs 32 bytes");
    refused(RawGguf.header(1, 0).tensor("w", F32, 32, 8).align().zeros(32), "needs 32 bytes");
    refused(RawGguf.header(1, 0).tensor("w", F32, -32, 8).align().zeros(32), "offset");
    refused(
        RawGguf.header(1, 0).tensor("w", F32, Long.MAX_VALUE - 31, 8).align().zeros(32),
        "needs 32 bytes");
  }

  @Test
  void tensors_off_the_alignment_are_refused() {
    refused(RawGguf.header(1, 0).tensor("w", F32, 4, 8).align().zeros(64), "no multiple of 32");
  }

  @Test
  void tensors_that_overlap_are_refused() {
    refused(
        RawGguf.header(2, 0).tensor("v", F32, 0, 16).tensor("w", F32, 32, 8).align().zeros(96),
        "tensors 'v' and 'w' overlap");
  }

  @Test
  void a_file_is_refused_wherever_it_is_cut_off() {
    var whole =
        new GgufWriter()
            .put("name", "a model")
            .putStrings("tokens", java.util.List.of("a", "b", "c"))
            .tensor("w", TensorType.F32, java.util.List.of(4L, 3L), new float[12])
            .toBytes();
    // The writer pads the last tensor's 48 bytes to 64; the padding alone may be missing.
    for (var length = 0; length < whole.length - 16; length++) {
      var cut = MemorySegment.ofArray(whole).asSlice(0, length);
      assertThatExceptionOfType(ModelFormatException.class)
          .as("cut off after %d bytes", length)
          .isThrownBy(() -> GgufFile.of("cut.gguf", cut));
    }
  }
}
