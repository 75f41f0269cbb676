package dev.brisk.server.admission;

import dev.brisk.server.answer.LimitedException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

/** What is said to a key that has used up what its tier allows, and when it may come again. */
public final class Exhausted {
  private Exhausted() {}

  /** As many requests are open as may be. */
  public static LimitedException concurrency(Tier tier) {
    return rate(
        "This key has %d requests open, which is as many as the tier '%s' may have"
            .formatted(tier.concurrency().orElseThrow(), tier.name()),
        Duration.ofSeconds(1));
  }

  /** The tokens of a minute are used. */
  public static LimitedException tokens(Tier tier, Duration after) {
    return rate(
        "This key has used the %d tokens a minute of the tier '%s'"
            .formatted(tier.tokensPerMinute().orElseThrow(), tier.name()),
        after);
  }

  /** The requests of a minute are made. */
  public static LimitedException requests(Tier tier, Duration after) {
    return rate(
        "This key has made the %d requests a minute of the tier '%s'"
            .formatted(tier.requestsPerMinute().orElseThrow(), tier.name()),
        after);
  }

  /** The tokens of the day are used. */
  public static LimitedException day(Tier tier, Instant now) {
    var midnight = midnightAfter(now);
    return LimitedException.usage(
        "This key has used the %d tokens a day of the tier '%s'; it can be used again from %s on."
            .formatted(tier.tokensPerDay().orElseThrow(), tier.name(), midnight),
        tier.name(),
        Duration.between(now, midnight),
        midnight);
  }

  /** When the day ends. */
  public static Instant midnightAfter(Instant now) {
    return now.atOffset(ZoneOffset.UTC)
        .toLocalDate()
        .plusDays(1)
        .atStartOfDay(ZoneOffset.UTC)
        .toInstant();
  }

  private static LimitedException rate(String what, Duration after) {
    long seconds = Math.max(1, (after.toMillis() + 999) / 1000);
    return LimitedException.rate(
        what + "; try again in " + seconds + "s.", Duration.ofSeconds(seconds));
  }
}
