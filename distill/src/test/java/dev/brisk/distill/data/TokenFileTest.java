package dev.brisk.distill.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenFileTest {
  @TempDir Path folder;

  private Path written() throws IOException {
    var path = folder.resolve("some.tok");
    try (var writer = new TokenFileWriter(path, 60_000)) {
      writer.add(new int[] {1, 59_999}, new int[] {7}, 0.5f, TokenFile.EDIT);
      writer.add(new int[] {}, new int[] {3, 4}, 1, TokenFile.TEXT);
      assertThat(path).doesNotExist();
      writer.finish();
    }
    return path;
  }

  @Test
  void gives_back_what_was_written() throws IOException {
    var file = TokenFile.open(written());

    assertThat(file.samples()).isEqualTo(2);
    assertThat(file.vocabulary()).isEqualTo(60_000);
    assertThat(file.tokens(0)).containsExactly(1, 59_999, 7);
    assertThat(file.promptTokens(0)).isEqualTo(2);
    assertThat(file.outputTokens(0)).isEqualTo(1);
    assertThat(file.weight(0)).isEqualTo(0.5f);
    assertThat(file.task(0)).isEqualTo(TokenFile.EDIT);
    assertThat(file.tokens(1)).containsExactly(3, 4);
    assertThat(file.task(1)).isEqualTo(TokenFile.TEXT);
  }

  @Test
  void is_not_there_if_it_was_not_finished() throws IOException {
    var path = folder.resolve("unfinished.tok");
    try (var writer = new TokenFileWriter(path, 10)) {
      writer.add(new int[] {1}, new int[] {2}, 1, TokenFile.EDIT);
    }

    assertThat(path).doesNotExist();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void refuses_every_shortened_file() throws IOException {
    var path = written();
    var bytes = Files.readAllBytes(path);
    for (var length = 0; length < bytes.length; length++) {
      var shortened = folder.resolve("short" + length);
      Files.write(shortened, Arrays.copyOf(bytes, length));
      assertThatThrownBy(() -> TokenFile.open(shortened))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("brisk distill");
    }
  }
}
