package dev.brisk.distill.ask;

/**
 * What asking has cost so far, over all resumptions. For any thread.
 *
 * <p>An answer costs what the endpoint says it read and wrote, times the prices.
 */
public final class Costs {
  private final double priceIn;
  private final double priceOut;
  private final double budget;
  private long promptTokens;
  private long outputTokens;
  private int answers;
  private int unknown;
  private int open;

  /**
   * @param priceIn of a million tokens of prompts, in dollars
   * @param priceOut of a million tokens of answers
   * @param budget that asking stops at; infinite for none
   */
  public Costs(double priceIn, double priceOut, double budget) {
    this.priceIn = priceIn;
    this.priceOut = priceOut;
    this.budget = budget;
  }

  /**
   * Whether one more answer is within the budget, with those that are still awaited, if each costs
   * as much as one did so far; if so it is awaited from now on.
   */
  synchronized boolean begin() {
    var mean = answers == 0 ? 0 : dollars() / answers;
    if (dollars() + mean * (open + 1) > budget || dollars() >= budget) {
      return false;
    }
    open++;
    return true;
  }

  /** What {@link #begin} awaited came, or will not come. */
  synchronized void end() {
    open--;
  }

  synchronized void add(Reply reply) {
    answers++;
    if (reply.promptTokens() < 0 || reply.outputTokens() < 0) {
      unknown++;
    }
    promptTokens += Math.max(0, reply.promptTokens());
    outputTokens += Math.max(0, reply.outputTokens());
  }

  public synchronized long promptTokens() {
    return promptTokens;
  }

  public synchronized long outputTokens() {
    return outputTokens;
  }

  /** Answers of which the endpoint did not say how many tokens they took. */
  public synchronized int unknown() {
    return unknown;
  }

  /** In dollars, as far as it is known. */
  public synchronized double dollars() {
    return (promptTokens * priceIn + outputTokens * priceOut) / 1e6;
  }

  /** Whether spending is limited, which needs an endpoint that counts tokens. */
  boolean limited() {
    return budget < Double.POSITIVE_INFINITY;
  }
}
