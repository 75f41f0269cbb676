package dev.brisk.cli.top;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisk.wire.api.ServerStatus;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TopViewTest {
  private static final long SECOND = 1_000_000_000;

  private final History history = new History();

  private static ServerStatus.Model model(String name, long tokens, long drafted, long found) {
    return new ServerStatus.Model(
        name, 12, tokens, 2, 1, tokens / 2, drafted, drafted / 2, found, 100, 3 << 20, 5 << 20);
  }

  private static ServerStatus status(ServerStatus.Model... models) {
    return new ServerStatus(
        "0.1.0",
        4711,
        3 * 3600 + 25 * 60,
        2,
        1,
        1234,
        56,
        7,
        List.of(models),
        new ServerStatus.Quantiles(12.4, 31, 240),
        new ServerStatus.Quantiles(0.91, 1.4, 3.25),
        Map.of("invalid_api_key", 3L, "never", 0L),
        Map.of("/v1/edits", 4L),
        new ServerStatus.Memory(60 << 20, 6L << 30, 1 << 20));
  }

  private void read(long second, ServerStatus.Model... models) {
    history.add(new Sample(status(models), second * SECOND));
  }

  private String text() {
    return String.join("\n", TopView.lines(history));
  }

  @Test
  void everything_is_there_after_the_first_reading() {
    read(0, model("brisk-small", 1000, 80, 300));
    assertThat(text())
        .contains("brisk 0.1.0, process 4711, up for 3 h 25 min")
        .contains("2 running, 1 queued, 1234 ended")
        .contains("56 made, 7 not")
        .contains("12 ms, 95 of 100 within 31 ms, 99 within 240 ms")
        .contains("0.91 ms, 95 of 100 within 1.40 ms, 99 within 3.25 ms")
        .contains("heap 60.0 MiB of 6.0 GiB, direct 1.0 MiB")
        .contains("3.0 MiB of running streams, 5.0 MiB of known prefixes")
        .contains("/v1/edits 4", "invalid_api_key 3")
        .doesNotContain("never")
        .containsPattern("brisk-small +2 +1 +– +– +– / 50 % +– / 75 %");
  }

  @Test
  void rates_are_of_the_last_second_and_shares_of_the_last_minute() {
    read(0, model("m", 1000, 100, 100));
    read(1, model("m", 1500, 100, 100));
    read(2, model("m", 3734, 300, 400));
    // 2,234 tokens and 1,117 steps in a second; 100 of 200 drafted, 300 of 300 found.
    assertThat(text()).containsPattern("m +2 +1 +2,234 +1,117 +50 / 50 % +100 / 80 %");
  }

  @Test
  void readings_older_than_a_minute_do_not_count() {
    read(0, model("m", 0, 0, 0));
    read(30, model("m", 10, 1000, 0));
    read(95, model("m", 20, 1000, 0));
    assertThat(text()).containsPattern("m +2 +1 +– +– +– / 50 %");
    read(96, model("m", 30, 1000, 0));
    assertThat(text()).containsPattern("m +2 +1 +10 +5 +– / 50 %");
  }

  @Test
  void a_minute_of_tokens_is_drawn_with_the_newest_at_the_right() {
    read(0, model("m", 0, 0, 0));
    read(1, model("m", 800, 0, 0));
    read(2, model("m", 800, 0, 0));
    read(3, model("m", 801, 0, 0));
    assertThat(TopView.lines(history).getLast()).isEqualTo("m                  █ ▁");
  }

  @Test
  void it_fits_a_terminal_of_80_by_24_at_its_largest() {
    for (int second = 0; second < 70; second++) {
      long tokens = 5_000_000L * second;
      read(
          second,
          IntStream.range(0, 4)
              .mapToObj(i -> model("a-model-with-a-long-name-" + i, tokens, tokens, tokens))
              .toArray(ServerStatus.Model[]::new));
    }
    var lines = TopView.lines(history);
    assertThat(lines).hasSizeLessThanOrEqualTo(24);
    assertThat(lines).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
  }

  @Test
  void a_name_cannot_steer_the_terminal() {
    read(0, model("\033[2Jevil", 1, 1, 1));
    assertThat(text()).doesNotContain("\033");
  }
}
