package dev.brisk.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brisk.server.admission.Tier;
import dev.brisk.server.answer.LimitedException;
import dev.brisk.server.responses.Item;
import dev.brisk.server.responses.StoredResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RedisStoreTest {
  private static final StoredResponse RESPONSE =
      new StoredResponse(
          "resp_1", "local", "completed", List.of(new Item.Message("user", "hi")), "{}");

  @TempDir private Path folder;

  @SuppressWarnings("NullAway.Init")
  private RedisServer redis;

  @BeforeEach
  void start() throws Exception {
    redis = RedisServer.start(folder);
  }

  @AfterEach
  void stop() {
    if (redis != null) {
      redis.close();
    }
  }

  private RedisStore open(Duration keep) {
    return RedisStore.open(redis.where().keep(keep), Clock.systemUTC(), line -> {});
  }

  private static void await(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
  }

  private static Tier tier(int requests, int tokens, long daily) {
    return new Tier(
        "t",
        1,
        Set.of(),
        requests == 0 ? OptionalInt.empty() : OptionalInt.of(requests),
        tokens == 0 ? OptionalInt.empty() : OptionalInt.of(tokens),
        daily == 0 ? OptionalLong.empty() : OptionalLong.of(daily),
        OptionalInt.empty());
  }

  @Test
  void responses_are_forgotten_after_their_time() {
    try (var store = open(Duration.ofMillis(300))) {
      store.responses().put(RESPONSE);
      assertThat(store.responses().find("resp_1")).contains(RESPONSE);
      await(() -> store.responses().find("resp_1").isEmpty());
      assertThat(store.responses().delete("resp_1")).isFalse();
    }
  }

  @Test
  void requests_come_back_with_time() {
    // One in 50 ms.
    var tier = tier(1200, 0, 0);
    try (var store = open(Duration.ofHours(1))) {
      var ledger = store.ledger();
      for (int i = 0; i < 1200; i++) {
        ledger.take("k", tier).end(0);
      }
      await(() -> ledger.snapshot("k", tier).requests().orElseThrow().remaining() >= 1);
      ledger.take("k", tier).end(0);
      assertThat(ledger.snapshot("k", tier).requests().orElseThrow().limit()).isEqualTo(1200);
    }
  }

  @Test
  void tokens_that_were_too_many_are_a_debt() {
    var tier = tier(0, 600, 0);
    try (var store = open(Duration.ofHours(1))) {
      store.ledger().take("k", tier).end(1200);
      assertThatThrownBy(() -> store.ledger().take("k", tier))
          .isInstanceOfSatisfying(
              LimitedException.class,
              e -> {
                assertThat(e.sentence()).contains("600 tokens a minute");
                assertThat(e.retryAfterSeconds()).isBetween(59L, 61L);
              });
      var left = store.ledger().snapshot("k", tier).tokens().orElseThrow();
      assertThat(left.remaining()).isZero();
      assertThat(left.reset()).isBetween(Duration.ofSeconds(118), Duration.ofSeconds(120));
    }
  }

  @Test
  void tokens_of_a_day_are_used_up() {
    var tier = tier(0, 0, 100);
    try (var store = open(Duration.ofHours(1))) {
      store.ledger().take("k", tier).end(100);
      assertThatThrownBy(() -> store.ledger().take("k", tier))
          .isInstanceOfSatisfying(
              LimitedException.class,
              e -> {
                assertThat(e.code()).isEqualTo(LimitedException.USAGE);
                assertThat(e.sentence()).contains("100 tokens a day");
              });
      assertThat(store.ledger().snapshot("k", tier).day().orElseThrow().remaining()).isZero();
    }
  }

  @Test
  void what_was_used_while_it_was_away_is_settled_later() throws Exception {
    var tier = tier(0, 0, 1000);
    try (var store = open(Duration.ofHours(1))) {
      redis.kill();
      await(() -> !store.state().up());
      store.ledger().take("k", tier).end(400);
      redis.start();
      await(() -> store.state().up());
      await(() -> store.ledger().snapshot("k", tier).day().orElseThrow().remaining() == 600);
      assertThat(store.state().failures()).isPositive();
    }
  }

  @Test
  void a_store_that_is_away_from_the_start_is_found_when_it_comes() throws Exception {
    redis.kill();
    try (var store = open(Duration.ofHours(1))) {
      assertThat(store.state().up()).isFalse();
      store.responses().put(RESPONSE);
      assertThat(store.responses().find("resp_1")).contains(RESPONSE);
      redis.start();
      await(() -> store.state().up());
      assertThat(store.responses().find("resp_2")).isEmpty();
    }
  }
}
