package dev.brisk.server.admission;

/**
 * What keys have used of what their tiers allow, wherever that is written down. Safe for use by
 * many threads.
 */
public interface Ledger {
  /**
   * Takes one request.
   *
   * @param key the name of the key
   * @throws dev.brisk.server.answer.LimitedException if there is nothing left
   */
  Limits.Lease take(String key, Tier tier);

  /** What is left. */
  Allowance snapshot(String key, Tier tier);
}
