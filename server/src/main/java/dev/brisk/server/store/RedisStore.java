package dev.brisk.server.store;

import dev.brisk.server.admission.Ledger;
import dev.brisk.server.config.StoreSection;
import dev.brisk.server.metrics.StoreState;
import dev.brisk.server.responses.ResponseStore;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;

/** A store that servers share: a Redis or Valkey (docs/decisions/0113). */
public final class RedisStore implements Store {
  /** How long a running request holds its slot without a sign of life of its server. */
  static final Duration LEASE = Duration.ofSeconds(30);

  private final RedisLink link;
  private final ResponseStore responses;
  private final RedisLedger ledger;

  private RedisStore(StoreSection where, Duration lease, Clock clock, Consumer<String> log) {
    link = new RedisLink(where, lease.dividedBy(3), log);
    responses = new RedisResponses(link, where.keep());
    ledger = new RedisLedger(link, lease, clock);
    link.onBeat(ledger::beat);
    link.start();
  }

  /**
   * Connects, or says that it cannot and goes on trying.
   *
   * @param log takes a sentence when the store is lost, and when it is back
   */
  public static RedisStore open(StoreSection where, Clock clock, Consumer<String> log) {
    return new RedisStore(where, LEASE, clock, log);
  }

  /**
   * The same with slots that come free sooner where a server is gone.
   *
   * @param lease for how long a running request holds its slot without a sign of life of its server
   */
  public static RedisStore open(
      StoreSection where, Duration lease, Clock clock, Consumer<String> log) {
    return new RedisStore(where, lease, clock, log);
  }

  @Override
  public ResponseStore responses() {
    return responses;
  }

  @Override
  public Ledger ledger() {
    return ledger;
  }

  @Override
  public StoreState state() {
    return link.state();
  }

  @Override
  public void close() {
    link.close();
  }
}
