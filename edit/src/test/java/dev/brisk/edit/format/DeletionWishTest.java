package dev.brisk.edit.format;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeletionWishTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "delete this",
        "Delete it.",
        "please remove the method",
        "remove this method, because nobody calls it",
        "drop everything",
        "clear everything in this block",
        "get rid of all of this",
        "delete all of the selected lines",
        "erase the whole region completely!",
        "remove these"
      })
  void an_instruction_may_be_to_delete_all(String instruction) {
    assertThat(DeletionWish.ofAll(instruction, 5)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "remove the log line",
        "clear the cache before returning",
        "delete everything but the return",
        "delete everything, except the return",
        "do not delete this method",
        "delete the method call",
        "remove this method's comment",
        "remove the block comment",
        "drop the class prefix",
        "use the method and delete it",
        "delete all log lines",
        "cut it in two",
        "undelete this"
      })
  void other_instructions_delete_a_part_or_nothing(String instruction) {
    assertThat(DeletionWish.ofAll(instruction, 5)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"delete the line", "remove this log line", "drop the statement."})
  void a_region_of_one_line_is_what_a_line_means(String instruction) {
    assertThat(DeletionWish.ofAll(instruction, 1)).isTrue();
    assertThat(DeletionWish.ofAll(instruction, 2)).isFalse();
  }
}
