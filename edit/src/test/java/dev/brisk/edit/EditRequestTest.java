package dev.brisk.edit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EditRequestTest {
  private static EditRequest request(int first, int last) {
    return EditRequest.of("a.txt", "one\ntwo\n", new Region(first, last), "x");
  }

  @ParameterizedTest
  @CsvSource({"1, 2", "2, 2", "1, 0", "2, 1", "3, 2"})
  void regions_of_the_file_are_fine_and_may_be_empty(int first, int last) {
    assertThat(request(first, last).check()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1, is outside the file",
    "1, 3, is outside the file",
    "4, 3, is outside the file",
    "2, 0, ends before it begins",
    "-2147483648, 2147483647, is outside the file",
    "2147483647, -2147483648, ends before it begins"
  })
  void other_regions_are_refused_with_one_sentence(int first, int last, String words) {
    var failure = request(first, last).check().orElseThrow();
    assertThat(failure.code()).isEqualTo("region_outside");
    assertThat(failure.message()).contains(words).endsWith(".");
  }

  @Test
  void an_empty_file_has_one_empty_region() {
    assertThat(EditRequest.of("a", "", new Region(1, 0), "x").check()).isEmpty();
    assertThat(EditRequest.of("a", "", new Region(1, 1), "x").check().orElseThrow().message())
        .contains("is empty");
  }

  @Test
  void an_instruction_a_path_and_a_cursor_in_the_file_are_wanted() {
    assertThat(EditRequest.of("a", "b", Region.all(1), " \n").check())
        .contains(new EditFailure.EmptyInstruction());
    assertThat(EditRequest.of(" ", "b", Region.all(1), "x").check().orElseThrow().code())
        .isEqualTo("bad_request");
    var request = new EditRequest("a", "b", Region.all(1), "x", 7, null);
    assertThat(request.check().orElseThrow().message())
        .contains("line 7, but the file has 1 line:");
  }

  @Test
  void the_text_is_cut_into_lines_once() {
    var request = request(1, 2);
    assertThat(request.lines()).isSameAs(request.lines());
    assertThat(request.text()).isEqualTo("one\ntwo\n");
    assertThat(request).isEqualTo(request(1, 2)).hasSameHashCodeAs(request(1, 2));
    assertThat(request).isNotEqualTo(EditRequest.of("a.txt", "", new Region(1, 2), "x"));
  }
}
