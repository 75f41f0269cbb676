package dev.brisk.server.admission;

import dev.brisk.server.answer.Caller;
import dev.brisk.server.answer.RefusedException;
import java.time.Clock;
import java.util.Optional;

/** The limits of tiers, for each key by itself. */
public final class TierLimits implements Limits {
  private final Tiers tiers;
  private final Keys keys;
  private final Ledger ledger;

  /** What is used is counted in this process. */
  public TierLimits(Tiers tiers, Keys keys, Clock clock) {
    this(tiers, keys, new MemoryLedger(clock));
  }

  /**
   * @param keys says which callers have had their keys revoked
   * @param ledger counts what is used
   */
  public TierLimits(Tiers tiers, Keys keys, Ledger ledger) {
    this.tiers = tiers;
    this.keys = keys;
    this.ledger = ledger;
  }

  @Override
  public Lease take(Caller caller, String model) {
    return ledger.take(caller.key(), allowed(caller, model));
  }

  @Override
  public void check(Caller caller, String model) {
    var _ = allowed(caller, model);
  }

  private Tier allowed(Caller caller, String model) {
    if (!keys.isGood(caller)) {
      throw new RefusedException(
          "invalid_api_key", "The key " + caller.key() + "… was revoked; ask for another.");
    }
    var tier =
        tiers
            .named(caller.tier())
            .orElseThrow(
                () ->
                    new RefusedException(
                        "tier_unknown",
                        "The tier '%s' of this key is not configured; use one of %s."
                            .formatted(caller.tier(), String.join(", ", tiers.names()))));
    if (!tier.allows(model)) {
      throw new RefusedException(
          RefusedException.MODEL_NOT_FOUND,
          "The tier '%s' may not use the model '%s'; use one of %s."
              .formatted(tier.name(), model, String.join(", ", tier.models())));
    }
    return tier;
  }

  @Override
  public int priority(Caller caller) {
    return tiers.named(caller.tier()).map(Tier::priority).orElse(Integer.MAX_VALUE);
  }

  @Override
  public Optional<Allowance> snapshot(Caller caller) {
    return tiers
        .named(caller.tier())
        .filter(TierLimits::limitsTime)
        .map(tier -> ledger.snapshot(caller.key(), tier));
  }

  private static boolean limitsTime(Tier tier) {
    return tier.requestsPerMinute().isPresent()
        || tier.tokensPerMinute().isPresent()
        || tier.tokensPerDay().isPresent();
  }
}
