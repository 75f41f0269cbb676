package dev.brisk.server.admission;

import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What keys have used in this process. */
public final class MemoryLedger implements Ledger {
  private final Clock clock;
  private final Map<String, Account> accounts = new ConcurrentHashMap<>();

  /** With nothing used yet. */
  public MemoryLedger(Clock clock) {
    this.clock = clock;
  }

  @Override
  public Limits.Lease take(String key, Tier tier) {
    var account = account(key, tier);
    account.take();
    return account::end;
  }

  @Override
  public Allowance snapshot(String key, Tier tier) {
    return account(key, tier).snapshot();
  }

  private Account account(String key, Tier tier) {
    return accounts.computeIfAbsent(key, k -> new Account(tier, clock));
  }
}
