package dev.brisk.distill.ask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brisk.distill.data.TeacherToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
  @TempDir private Path folder;
  private Path path;

  @BeforeEach
  void name() {
    path = folder.resolve("answers.jsonl");
  }

  private static Reply reply(String question, int index) {
    var choice = new TeacherToken.Choice("a\u2028\"\n\ud83d\ude00", -0.25);
    return new Reply(
        question,
        index,
        "big",
        "text\n\u0000é",
        true,
        7,
        -1,
        List.of(new TeacherToken(choice, List.of(choice, new TeacherToken.Choice("", -3)))));
  }

  @Test
  void gives_back_what_was_added() throws IOException {
    try (var journal = new Journal(path)) {
      journal.add(reply("q", 1));
      journal.add(reply("q", 0));
    }

    try (var journal = new Journal(path)) {
      assertThat(journal.replies("q")).containsExactly(reply("q", 0), reply("q", 1));
      assertThat(journal.has("q", 1)).isTrue();
      assertThat(journal.has("q", 2)).isFalse();
      assertThat(journal.replies("r")).isEmpty();
      assertThat(journal.of("big")).hasSize(2);
    }
  }

  @Test
  void goes_on_after_any_torn_line() throws IOException {
    try (var journal = new Journal(path)) {
      journal.add(reply("q", 0));
    }
    var line = Files.readAllBytes(path);
    for (var length = 0; length < line.length; length++) {
      Files.write(path, line);
      Files.write(path, java.util.Arrays.copyOf(line, length), StandardOpenOption.APPEND);

      try (var journal = new Journal(path)) {
        journal.add(reply("r", 0));
      }

      try (var journal = new Journal(path)) {
        assertThat(journal.replies("q")).hasSize(1);
        assertThat(journal.replies("r")).hasSize(1);
      }
    }
  }

  @Test
  void cuts_off_a_torn_line_that_is_long() throws IOException {
    Files.writeString(path, "{\"text\":\"" + "x".repeat(200_000));

    try (var journal = new Journal(path)) {
      journal.add(reply("q", 0));
    }

    assertThat(Files.readAllLines(path)).hasSize(1);
  }

  @Test
  void names_a_damaged_line() throws IOException {
    try (var journal = new Journal(path)) {
      journal.add(reply("q", 0));
    }
    Files.writeString(path, "nonsense\n", StandardOpenOption.APPEND);

    assertThatThrownBy(() -> new Journal(path))
        .isInstanceOf(TeacherException.class)
        .hasMessageContaining("line 2");
  }

  @Test
  void belongs_to_one_at_a_time() throws IOException {
    try (var _ = new Journal(path)) {
      assertThatThrownBy(() -> new Journal(path))
          .isInstanceOf(TeacherException.class)
          .hasMessageContaining("Another brisk distill ask");
    }
    try (var journal = new Journal(path)) {
      assertThat(journal.of("big")).isEmpty();
    }
  }
}
