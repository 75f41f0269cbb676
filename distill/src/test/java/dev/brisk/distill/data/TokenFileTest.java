package dev.brisk.distill.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
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

  private Path soft() throws IOException {
    var path = folder.resolve("soft.tok");
    try (var writer = new TokenFileWriter(path, 60_000)) {
      writer.add(new int[] {1}, new int[] {2, 0}, 1, TokenFile.EDIT);
      writer.add(
          new int[] {5}, new int[] {59_999, 7, 0}, 0.5f, TokenFile.EDIT, new SoftTargets(PLACES));
      writer.add(new int[] {3}, new int[] {4}, 1, TokenFile.TEXT);
      writer.finish();
    }
    return path;
  }

  private static final List<SoftTargets.Place> PLACES =
      List.of(
          SoftTargets.Place.ofLogProbabilities(
              new int[] {59_999, 4}, new double[] {Math.log(0.6), Math.log(0.2)}),
          SoftTargets.Place.UNKNOWN,
          SoftTargets.Place.ofLogProbabilities(new int[] {0}, new double[] {-2}));

  @Test
  void gives_back_soft_targets_and_what_stands_around_them() throws IOException {
    var file = TokenFile.open(soft());

    assertThat(file.soft(0).isEmpty()).isTrue();
    assertThat(file.soft(2).isEmpty()).isTrue();
    assertThat(file.tokens(1)).containsExactly(5, 59_999, 7, 0);
    assertThat(file.task(1)).isEqualTo(TokenFile.EDIT);
    assertThat(file.tokens(2)).containsExactly(3, 4);
    assertThat(file.task(2)).isEqualTo(TokenFile.TEXT);
    var places = file.soft(1).places();
    assertThat(places).hasSize(3);
    assertThat(places.get(0).tokens()).containsExactly(59_999, 4);
    assertThat(places.get(0).probabilities()).containsExactly(0.75f, 0.25f);
    assertThat(places.get(1).tokens()).isEmpty();
    assertThat(places.get(2).probabilities()).containsExactly(1f);
  }

  @Test
  void has_the_first_version_where_there_are_no_soft_targets() throws IOException {
    assertThat(Files.readAllBytes(written())[4]).isEqualTo((byte) 1);
    assertThat(Files.readAllBytes(soft())[4]).isEqualTo((byte) 2);
  }

  @Test
  void refuses_soft_targets_that_are_none() throws IOException {
    try (var writer = new TokenFileWriter(folder.resolve("some.tok"), 10)) {
      assertThatThrownBy(
              () ->
                  writer.add(
                      new int[] {1}, new int[] {2}, 1, TokenFile.EDIT, new SoftTargets(PLACES)))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> new SoftTargets.Place(new int[] {1, 2}, new float[] {0.5f, 0.2f}))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new SoftTargets.Place(new int[] {1, 1}, new float[] {0.5f, 0.5f}))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refuses_damaged_soft_targets() throws IOException {
    var bytes = Files.readAllBytes(soft());
    // The first probability: before it the sample before, this one's head and tokens, a count, a
    // token.
    var at = 16 + (13 + 2 * 3) + (13 + 2 * 4) + 1 + 2;
    for (var damage : new float[] {0.5f, -0.75f, Float.NaN}) {
      var damaged = bytes.clone();
      ByteBuffer.wrap(damaged).order(ByteOrder.LITTLE_ENDIAN).putFloat(at, damage);
      Files.write(folder.resolve("damaged.tok"), damaged);
      assertThatThrownBy(() -> TokenFile.open(folder.resolve("damaged.tok")))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("soft targets");
    }
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
    refusesShortened(written());
    refusesShortened(soft());
  }

  private void refusesShortened(Path path) throws IOException {
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
