package dev.brisk.server.store;

import dev.brisk.server.admission.Allowance;
import dev.brisk.server.admission.Allowance.Budget;
import dev.brisk.server.admission.Exhausted;
import dev.brisk.server.admission.Ledger;
import dev.brisk.server.admission.Limits;
import dev.brisk.server.admission.MemoryLedger;
import dev.brisk.server.admission.Tier;
import dev.brisk.server.answer.LimitedException;
import io.lettuce.core.ScriptOutputType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What keys have used, in Redis, for all servers together. While it is away, this process counts by
 * itself; what was used meanwhile is settled when it is back. Keys without limits are not asked
 * about.
 */
final class RedisLedger implements Ledger {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  /** How many ended requests wait at the most for a store that is away. */
  private static final int UNSETTLED = 10_000;

  private final RedisLink link;
  private final Duration hold;
  private final MemoryLedger meanwhile;
  private final Set<Lease> open = ConcurrentHashMap.newKeySet();

  /** Guarded by itself. */
  private final Queue<Ended> unsettled = new ArrayDeque<>();

  /** What is to be said of a request that is over. */
  private record Ended(String key, Tier tier, String lease, long tokens) {}

  /**
   * @param hold how long a request holds its slot without {@link #beat}
   */
  RedisLedger(RedisLink link, Duration hold, Clock clock) {
    this.link = link;
    this.hold = hold;
    this.meanwhile = new MemoryLedger(clock);
  }

  @Override
  public Limits.Lease take(String key, Tier tier) {
    if (isFree(tier)) {
      return meanwhile.take(key, tier);
    }
    var name = UUID.randomUUID().toString();
    Optional<Limits.Lease> local = Optional.empty();
    try {
      check(tier, ask(Scripts.TAKE, key, tier, name, Long.toString(hold.toMillis())));
    } catch (StoreAwayException e) {
      try {
        local = Optional.of(meanwhile.take(key, tier));
      } catch (LimitedException limited) {
        if (e.asked()) {
          settleLater(new Ended(key, tier, name, 0));
        }
        throw limited;
      }
    }
    var lease = new Lease(key, tier, name, local);
    if (tier.concurrency().isPresent()) {
      open.add(lease);
    }
    return lease;
  }

  private static void check(Tier tier, List<Long> reply) {
    var after = Duration.ofMillis(reply.get(1));
    switch (reply.get(0).intValue()) {
      case Scripts.NO_DAY -> throw Exhausted.day(tier, Instant.ofEpochMilli(reply.get(2)));
      case Scripts.NO_SLOT -> throw Exhausted.concurrency(tier);
      case Scripts.NO_TOKENS -> throw Exhausted.tokens(tier, after);
      case Scripts.NO_REQUESTS -> throw Exhausted.requests(tier, after);
      default -> {}
    }
  }

  @Override
  public Allowance snapshot(String key, Tier tier) {
    List<Long> left;
    try {
      left = ask(Scripts.LOOK, key, tier);
    } catch (StoreAwayException e) {
      return meanwhile.snapshot(key, tier);
    }
    var now = Instant.ofEpochMilli(left.get(3));
    return new Allowance(
        tier.name(),
        tier.requestsPerMinute().stream()
            .mapToObj(limit -> ofMinute(limit, left.get(0)))
            .findFirst(),
        tier.tokensPerMinute().stream().mapToObj(limit -> ofMinute(limit, left.get(1))).findFirst(),
        tier.tokensPerDay().stream()
            .mapToObj(
                limit ->
                    new Budget(
                        limit,
                        Math.max(0, limit - left.get(2)),
                        Duration.between(now, Exhausted.midnightAfter(now))))
            .findFirst(),
        now);
  }

  private static Budget ofMinute(long limit, long left) {
    return new Budget(
        limit, Math.clamp(left, 0, limit), MINUTE.multipliedBy(limit - left).dividedBy(limit));
  }

  /** Says which requests go on, and what has ended while the store was away. */
  void beat() {
    settle();
    var names = new HashMap<String, List<String>>();
    open.forEach(lease -> names.computeIfAbsent(lease.key, k -> new ArrayList<>()).add(lease.name));
    names.forEach(this::renew);
    // One that has ended while it was renewed holds its slot no longer than one beat.
  }

  private void renew(String key, List<String> names) {
    var arguments = new ArrayList<>(List.of(Long.toString(hold.toMillis())));
    arguments.addAll(names);
    var _ =
        link.<Object>ask(
            redis ->
                redis.eval(
                    Scripts.RENEW,
                    ScriptOutputType.INTEGER,
                    new String[] {openKey(key)},
                    arguments.toArray(String[]::new)));
  }

  private void settle() {
    for (var next = unsettled(); next != null; next = unsettled()) {
      try {
        end(next);
      } catch (StoreAwayException e) {
        settleLater(e.asked() ? new Ended(next.key, next.tier, next.lease, 0) : next);
        throw e;
      }
    }
  }

  private @org.jspecify.annotations.Nullable Ended unsettled() {
    synchronized (unsettled) {
      return unsettled.poll();
    }
  }

  private void settleLater(Ended ended) {
    synchronized (unsettled) {
      if (unsettled.size() < UNSETTLED) {
        unsettled.add(ended);
      }
    }
  }

  private void end(Ended ended) {
    var limits = limits(ended.tier);
    var _ =
        link.<Object>ask(
            redis ->
                redis.eval(
                    Scripts.END,
                    ScriptOutputType.INTEGER,
                    keys(ended.key),
                    concat(limits, ended.lease, Long.toString(ended.tokens))));
  }

  private List<Long> ask(String script, String key, Tier tier, String... more) {
    return link.ask(
        redis ->
            redis.<List<Long>>eval(
                script, ScriptOutputType.MULTI, keys(key), concat(limits(tier), more)));
  }

  private static boolean isFree(Tier tier) {
    return tier.requestsPerMinute().isEmpty()
        && tier.tokensPerMinute().isEmpty()
        && tier.tokensPerDay().isEmpty()
        && tier.concurrency().isEmpty();
  }

  private static String[] limits(Tier tier) {
    return new String[] {
      Integer.toString(tier.requestsPerMinute().orElse(0)),
      Integer.toString(tier.tokensPerMinute().orElse(0)),
      Long.toString(tier.tokensPerDay().orElse(0)),
      Integer.toString(tier.concurrency().orElse(0))
    };
  }

  private static String[] concat(String[] first, String... more) {
    var all = new ArrayList<>(List.of(first));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  /** The braces keep both on one node of a cluster. */
  private static String[] keys(String key) {
    return new String[] {"brisk:use:{" + key + "}", openKey(key)};
  }

  private static String openKey(String key) {
    return "brisk:open:{" + key + "}";
  }

  /** A request that runs. */
  private final class Lease implements Limits.Lease {
    private final String key;
    private final Tier tier;
    private final String name;
    private final Optional<Limits.Lease> local;

    Lease(String key, Tier tier, String name, Optional<Limits.Lease> local) {
      this.key = key;
      this.tier = tier;
      this.name = name;
      this.local = local;
    }

    @Override
    public void end(long tokens) {
      open.remove(this);
      local.ifPresent(lease -> lease.end(tokens));
      var ended = new Ended(key, tier, name, tokens);
      try {
        RedisLedger.this.end(ended);
      } catch (StoreAwayException e) {
        // What may have been heard is not said again: a slot twice freed is free, tokens are not.
        settleLater(e.asked() ? new Ended(key, tier, name, 0) : ended);
      }
    }
  }
}
