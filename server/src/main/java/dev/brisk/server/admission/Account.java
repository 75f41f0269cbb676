package dev.brisk.server.admission;

import dev.brisk.server.answer.LimitedException;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What one key has used. Tokens are counted when they are known, at the end of a request, so the
 * last one may take more than is left; what is too much is a debt that later time pays.
 */
final class Account {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final Tier tier;
  private final Clock clock;
  private final Optional<Bucket> requests;
  private final Optional<Bucket> tokens;
  private final AtomicInteger open = new AtomicInteger();
  private LocalDate day;
  private long dayTokens;

  Account(Tier tier, Clock clock) {
    this.tier = tier;
    this.clock = clock;
    this.requests = bucket(tier.requestsPerMinute().stream().boxed().findFirst(), clock);
    this.tokens = bucket(tier.tokensPerMinute().stream().boxed().findFirst(), clock);
    this.day = today();
  }

  private static Optional<Bucket> bucket(Optional<Integer> limit, Clock clock) {
    var time =
        new TimeMeter() {
          @Override
          public long currentTimeNanos() {
            return TimeUnit.MILLISECONDS.toNanos(clock.millis());
          }

          @Override
          public boolean isWallClockBased() {
            return true;
          }
        };
    return limit.map(
        n ->
            Bucket.builder()
                .addLimit(bandwidth -> bandwidth.capacity(n).refillGreedy(n, MINUTE))
                .withCustomTimePrecision(time)
                .build());
  }

  /**
   * Takes one request.
   *
   * @throws LimitedException if there is nothing left
   */
  void take() {
    checkDay();
    int most = tier.concurrency().orElse(Integer.MAX_VALUE);
    if (open.incrementAndGet() > most) {
      open.decrementAndGet();
      throw Exhausted.concurrency(tier);
    }
    try {
      checkTokens();
      takeRequest();
    } catch (LimitedException e) {
      open.decrementAndGet();
      throw e;
    }
  }

  private void checkTokens() {
    if (tokens.isPresent()) {
      var left = tokens.get().estimateAbilityToConsume(1);
      if (!left.canBeConsumed()) {
        throw Exhausted.tokens(tier, Duration.ofNanos(left.getNanosToWaitForRefill()));
      }
    }
  }

  private void takeRequest() {
    if (requests.isPresent()) {
      var taken = requests.get().tryConsumeAndReturnRemaining(1);
      if (!taken.isConsumed()) {
        throw Exhausted.requests(tier, Duration.ofNanos(taken.getNanosToWaitForRefill()));
      }
    }
  }

  private synchronized void checkDay() {
    if (tier.tokensPerDay().isEmpty() || usedToday() < tier.tokensPerDay().getAsLong()) {
      return;
    }
    throw Exhausted.day(tier, clock.instant());
  }

  /** The request is over. */
  void end(long used) {
    open.decrementAndGet();
    if (used > 0) {
      tokens.ifPresent(bucket -> bucket.consumeIgnoringRateLimits(used));
    }
    synchronized (this) {
      dayTokens = usedToday() + used;
    }
  }

  Allowance snapshot() {
    Optional<Allowance.Budget> today;
    synchronized (this) {
      today =
          tier.tokensPerDay().isEmpty()
              ? Optional.empty()
              : Optional.of(
                  new Allowance.Budget(
                      tier.tokensPerDay().getAsLong(),
                      Math.max(0, tier.tokensPerDay().getAsLong() - usedToday()),
                      Duration.between(clock.instant(), Exhausted.midnightAfter(clock.instant()))));
    }
    return new Allowance(
        tier.name(),
        requests.map(bucket -> budget(bucket, tier.requestsPerMinute().orElseThrow())),
        tokens.map(bucket -> budget(bucket, tier.tokensPerMinute().orElseThrow())),
        today,
        clock.instant());
  }

  private static Allowance.Budget budget(Bucket bucket, long limit) {
    long available = bucket.getAvailableTokens();
    return new Allowance.Budget(
        limit,
        Math.clamp(available, 0, limit),
        MINUTE.multipliedBy(limit - available).dividedBy(limit));
  }

  /** Under the lock. */
  private long usedToday() {
    var now = today();
    if (!now.equals(day)) {
      day = now;
      dayTokens = 0;
    }
    return dayTokens;
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }
}
