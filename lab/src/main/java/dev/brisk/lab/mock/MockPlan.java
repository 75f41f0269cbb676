package dev.brisk.lab.mock;

import java.time.Duration;

/**
 * How the mock behaves. Times are drawn anew for each request and gap.
 *
 * @param port to listen at on 127.0.0.1; 0 for a free one
 * @param ttft from a request's turn to its first chunk
 * @param itl between chunks
 * @param tokens of an answer; fewer if the request allows fewer
 * @param tokensPerChunk how many tokens a chunk holds
 * @param slots how many requests have their turn at the same time, the others wait in order; 0 for
 *     any number
 * @param stall when all stands still; none for never
 * @param errors share of requests that fail with status 500, 0 to 1
 * @param refusals share of requests that are turned away with status 429
 * @param endless share of answers that never end
 * @param nonsense share of answers that are not of the API
 * @param dieAfter so many requests; 0 for never
 * @param seed of all that is random
 */
public record MockPlan(
    int port,
    Range ttft,
    Range itl,
    int tokens,
    int tokensPerChunk,
    int slots,
    Stall stall,
    double errors,
    double refusals,
    double endless,
    double nonsense,
    int dieAfter,
    long seed) {

  /**
   * Times equally distributed between two, in nanoseconds.
   *
   * @param from the least
   * @param to the most
   */
  public record Range(long from, long to) {
    /** Always the same. */
    public static Range of(Duration time) {
      return new Range(time.toNanos(), time.toNanos());
    }

    /** Between two. */
    public static Range of(Duration from, Duration to) {
      return new Range(from.toNanos(), to.toNanos());
    }
  }

  /**
   * Nothing is sent for a while, once.
   *
   * @param after so long after the first request
   * @param length zero for no stall
   */
  public record Stall(Duration after, Duration length) {
    /** Never. */
    public static final Stall NONE = new Stall(Duration.ZERO, Duration.ZERO);
  }

  /** Answers of 20 tokens, the first after 50 ms, the others every 10 ms, on a free port. */
  public static MockPlan usual() {
    return new MockPlan(
        0,
        Range.of(Duration.ofMillis(50)),
        Range.of(Duration.ofMillis(10)),
        20,
        1,
        0,
        Stall.NONE,
        0,
        0,
        0,
        0,
        0,
        1);
  }

  /** The same with other times and sizes. */
  public MockPlan answering(Range newTtft, Range newItl, int newTokens, int newTokensPerChunk) {
    return new MockPlan(
        port,
        newTtft,
        newItl,
        newTokens,
        newTokensPerChunk,
        slots,
        stall,
        errors,
        refusals,
        endless,
        nonsense,
        dieAfter,
        seed);
  }

  /** The same with a queue before so many slots. */
  public MockPlan withSlots(int number) {
    return new MockPlan(
        port,
        ttft,
        itl,
        tokens,
        tokensPerChunk,
        number,
        stall,
        errors,
        refusals,
        endless,
        nonsense,
        dieAfter,
        seed);
  }

  /** The same with a stall. */
  public MockPlan withStall(Stall when) {
    return new MockPlan(
        port,
        ttft,
        itl,
        tokens,
        tokensPerChunk,
        slots,
        when,
        errors,
        refusals,
        endless,
        nonsense,
        dieAfter,
        seed);
  }

  /** The same with faults. */
  public MockPlan failing(
      double newErrors,
      double newRefusals,
      double newEndless,
      double newNonsense,
      int newDieAfter) {
    return new MockPlan(
        port,
        ttft,
        itl,
        tokens,
        tokensPerChunk,
        slots,
        stall,
        newErrors,
        newRefusals,
        newEndless,
        newNonsense,
        newDieAfter,
        seed);
  }

  /** The same at a port. */
  public MockPlan at(int newPort) {
    return new MockPlan(
        newPort,
        ttft,
        itl,
        tokens,
        tokensPerChunk,
        slots,
        stall,
        errors,
        refusals,
        endless,
        nonsense,
        dieAfter,
        seed);
  }
}
