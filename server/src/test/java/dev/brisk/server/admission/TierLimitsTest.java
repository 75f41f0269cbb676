package dev.brisk.server.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.brisk.server.answer.Caller;
import dev.brisk.server.answer.LimitedException;
import dev.brisk.server.answer.RefusedException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TierLimitsTest {
  private static final Caller SMALL = new Caller("brisk_small", "small");
  private static final Tier TIER =
      new Tier(
          "small",
          3,
          Set.of("model"),
          OptionalInt.of(6),
          OptionalInt.of(600),
          OptionalLong.of(1000),
          OptionalInt.of(2));

  private Instant now = Instant.parse("2026-03-01T22:00:00Z");
  private final Keys keys =
      new Keys() {
        @Override
        public Optional<Caller> caller(String key) {
          return Optional.empty();
        }

        @Override
        public boolean isGood(Caller caller) {
          return !caller.key().equals("brisk_revoked");
        }
      };
  private final Limits limits =
      new TierLimits(
          Tiers.of(List.of(TIER)),
          keys,
          new Clock() {
            @Override
            public ZoneId getZone() {
              return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
              return this;
            }

            @Override
            public Instant instant() {
              return now;
            }
          });

  @Test
  void requests_of_a_minute_are_used_up_and_come_back() {
    for (int i = 0; i < 6; i++) {
      limits.take(SMALL, "model").end(0);
    }
    var refused = refusal();
    assertThat(refused.code()).isEqualTo("rate_limit_exceeded");
    assertThat(refused.sentence()).contains("6 requests a minute", "try again in 10s");
    assertThat(refused.retryAfterSeconds()).isEqualTo(10);
    pass(Duration.ofSeconds(10));
    limits.take(SMALL, "model").end(0);
  }

  @Test
  void tokens_are_counted_when_they_are_known_and_what_is_too_much_is_a_debt() {
    limits.take(SMALL, "model").end(900);
    assertThat(limits.snapshot(SMALL).orElseThrow().headers())
        .containsEntry("x-ratelimit-limit-tokens", "600")
        .containsEntry("x-ratelimit-remaining-tokens", "0")
        .containsEntry("x-ratelimit-reset-tokens", "1m30s");
    assertThat(refusal().sentence()).contains("600 tokens a minute");
    pass(Duration.ofSeconds(31));
    limits.take(SMALL, "model").end(0);
  }

  @Test
  void a_used_up_day_is_another_refusal_that_says_when_it_ends() {
    limits.take(SMALL, "model").end(1000);
    var refused = refusal();
    assertThat(refused.code()).isEqualTo("usage_limit_reached");
    assertThat(refused.plan()).isEqualTo("small");
    assertThat(refused.resetsAt()).hasValue(Instant.parse("2026-03-02T00:00:00Z"));
    pass(Duration.ofHours(2));
    limits.take(SMALL, "model").end(0);
  }

  @Test
  void only_so_many_requests_are_open_at_a_time() {
    var first = limits.take(SMALL, "model");
    limits.take(SMALL, "model");
    assertThat(refusal().sentence()).contains("2 requests open");
    first.end(0);
    limits.take(SMALL, "model");
  }

  @Test
  void other_keys_of_the_tier_have_limits_of_their_own() {
    for (int i = 0; i < 6; i++) {
      limits.take(SMALL, "model").end(0);
    }
    limits.take(new Caller("brisk_other", "small"), "model").end(0);
  }

  @Test
  void a_model_that_the_tier_may_not_use_is_not_there_for_it() {
    assertThatThrownBy(() -> limits.take(SMALL, "preview"))
        .isInstanceOfSatisfying(
            RefusedException.class, e -> assertThat(e.code()).isEqualTo("model_not_found"));
  }

  @Test
  void a_revoked_key_ends_on_connections_that_stand() {
    assertThatThrownBy(() -> limits.take(new Caller("brisk_revoked", "small"), "model"))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("revoked");
  }

  @Test
  void the_person_at_this_machine_has_no_limits_and_comes_first() {
    for (int i = 0; i < 1000; i++) {
      limits.take(Caller.LOCAL, "any");
    }
    assertThat(limits.snapshot(Caller.LOCAL)).isEmpty();
    assertThat(limits.priority(Caller.LOCAL)).isLessThan(limits.priority(SMALL));
  }

  @Test
  void windows_are_told_as_codex_reads_them() {
    limits.take(SMALL, "model").end(300);
    assertThat(limits.snapshot(SMALL).orElseThrow().event())
        .isEqualTo(
            "{\"type\":\"codex.rate_limits\",\"plan_type\":\"small\",\"rate_limits\":{"
                + "\"primary\":{\"used_percent\":50,\"window_minutes\":1,\"reset_at\":1772402430},"
                + "\"secondary\":{\"used_percent\":30,\"window_minutes\":1440,\"reset_at\":1772409600}}}");
  }

  private LimitedException refusal() {
    return catchThrowableOfType(LimitedException.class, () -> limits.take(SMALL, "model"));
  }

  private void pass(Duration time) {
    now = now.plus(time);
  }
}
