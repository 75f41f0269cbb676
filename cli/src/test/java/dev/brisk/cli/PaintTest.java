package dev.brisk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaintTest {
  @Test
  void what_steers_the_terminal_or_turns_the_text_around_is_replaced() {
    assertThat(Paint.printable("a\033[2Jb\u009bc\td")).isEqualTo("a\uFFFD[2Jb\uFFFDc\td");
    assertThat(Paint.printable("a\u202Eb\u2066c\u2069d")).isEqualTo("a\uFFFDb\uFFFDc\uFFFDd");
    assertThat(Paint.printable("\u0639\u05d0 \u00e4 \ud83d\ude00"))
        .isEqualTo("\u0639\u05d0 \u00e4 \ud83d\ude00");
  }
}
