package dev.brisk.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class IdleClockTest {
  private final AtomicLong now = new AtomicLong(5);
  private final IdleClock clock = new IdleClock(now::get);

  @Test
  void time_counts_from_the_start_and_from_the_end_of_what_was_done() {
    pass(Duration.ofSeconds(10));
    assertThat(clock.idle()).isEqualTo(Duration.ofSeconds(10));
    clock.begin();
    pass(Duration.ofSeconds(10));
    assertThat(clock.idle()).isZero();
    clock.end();
    pass(Duration.ofSeconds(3));
    assertThat(clock.idle()).isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void what_overlaps_counts_until_the_last_has_ended() {
    clock.begin();
    clock.begin();
    clock.end();
    pass(Duration.ofHours(9));
    assertThat(clock.idle()).isZero();
    clock.end();
    assertThat(clock.idle()).isZero();
  }

  @Test
  void the_wait_ends_when_the_time_has_passed() throws InterruptedException {
    pass(Duration.ofHours(3));
    clock.awaitIdle(Duration.ofHours(3));
  }

  @Test
  void the_wait_ends_when_somebody_says_so_even_if_something_is_being_done() throws Exception {
    clock.begin();
    var waiting = Thread.ofVirtual().start(this::await);
    clock.leave();
    waiting.join();
  }

  @Test
  void the_wait_goes_on_while_something_is_being_done() throws Exception {
    clock.begin();
    pass(Duration.ofHours(5));
    var waiting = Thread.ofVirtual().start(this::await);
    assertThat(waiting.join(Duration.ofMillis(50))).isFalse();
    clock.leave();
    waiting.join();
  }

  private void await() {
    try {
      clock.awaitIdle(Duration.ofHours(3));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void pass(Duration time) {
    now.addAndGet(time.toNanos());
  }
}
