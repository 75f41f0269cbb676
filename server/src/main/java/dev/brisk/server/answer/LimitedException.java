package dev.brisk.server.answer;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A request that is refused now and would not be later: HTTP status 429. Clients wait as long as
 * {@link #retryAfter} says, and try again by themselves, unless a longer budget is used up.
 */
public final class LimitedException extends RefusedException {
  private static final long serialVersionUID = 1L;

  /** Too many at a time or in a minute; clients try again. */
  public static final String RATE = "rate_limit_exceeded";

  /** A budget for a longer time is used up; clients tell their user and give up. */
  public static final String USAGE = "usage_limit_reached";

  private final transient Duration retryAfter;
  private final transient Optional<Instant> resetsAt;
  private final String plan;
  private final int position;

  private LimitedException(
      String code,
      String sentence,
      Duration retryAfter,
      Optional<Instant> resetsAt,
      String plan,
      int position) {
    super(code, sentence);
    this.retryAfter = retryAfter;
    this.resetsAt = resetsAt;
    this.plan = plan;
    this.position = position;
  }

  /** Too much at a time. */
  public static LimitedException rate(String sentence, Duration retryAfter) {
    return new LimitedException(RATE, sentence, retryAfter, Optional.empty(), "", -1);
  }

  /**
   * No place in the queue, or a place that was lost.
   *
   * @param position how many are before whoever would come now
   */
  public static LimitedException queue(String sentence, Duration retryAfter, int position) {
    return new LimitedException(RATE, sentence, retryAfter, Optional.empty(), "", position);
  }

  /**
   * A longer budget is used up.
   *
   * @param plan the tier that it belongs to
   */
  public static LimitedException usage(
      String sentence, String plan, Duration retryAfter, Instant resetsAt) {
    return new LimitedException(USAGE, sentence, retryAfter, Optional.of(resetsAt), plan, -1);
  }

  /** When it makes sense to try again. */
  public Duration retryAfter() {
    return retryAfter;
  }

  /** The same in whole seconds, at least 1: the header {@code Retry-After}. */
  public long retryAfterSeconds() {
    return Math.max(1, (retryAfter.toMillis() + 999) / 1000);
  }

  /** When a used-up budget begins anew; empty for the code {@link #RATE}. */
  public Optional<Instant> resetsAt() {
    return resetsAt;
  }

  /** The tier of a used-up budget, else empty text. */
  public String plan() {
    return plan;
  }

  /** How many wait before whoever would come now; -1 if it is not about the queue. */
  public int position() {
    return position;
  }
}
