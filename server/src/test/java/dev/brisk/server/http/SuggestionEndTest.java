package dev.brisk.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SuggestionEndTest {
  private final AtomicLong now = new AtomicLong();

  @Test
  void a_line_with_less_indentation_is_left_out_and_ends_it() {
    var end = end(4, Duration.ZERO);
    assertThat(end.accept("a;\n    b;\n")).isEqualTo("a;\n    b;");
    assertThat(end.ended()).isFalse();
    assertThat(end.accept("  ")).isEmpty();
    assertThat(end.accept("}")).isEmpty();
    assertThat(end.ended()).isTrue();
  }

  @Test
  void a_line_is_shown_once_it_is_known_to_go_on_well() {
    var end = end(2, Duration.ZERO);
    assertThat(end.accept("a\n ")).isEqualTo("a");
    assertThat(end.accept(" ")).isEmpty();
    assertThat(end.accept(" b")).isEqualTo("\n   b");
  }

  @Test
  void without_an_indentation_every_line_goes_on() {
    var end = end(0, Duration.ZERO);
    assertThat(end.accept("a\n\nb\n}")).isEqualTo("a\n\nb\n}");
    assertThat(end.ended()).isFalse();
  }

  @Test
  void after_the_time_the_next_line_feed_ends_it() {
    var end = end(0, Duration.ofMillis(100));
    assertThat(end.accept("a\nb")).isEqualTo("a\nb");
    now.addAndGet(Duration.ofMillis(101).toNanos());
    assertThat(end.accept("c")).isEqualTo("c");
    assertThat(end.ended()).isFalse();
    assertThat(end.accept("d\ne")).isEqualTo("d\n");
    assertThat(end.ended()).isTrue();
    assertThat(end.accept("f")).isEmpty();
  }

  private SuggestionEnd end(int indent, Duration most) {
    return new SuggestionEnd(indent, most, now::get);
  }
}
