package dev.brisk.server.store;

import dev.brisk.server.admission.Ledger;
import dev.brisk.server.admission.MemoryLedger;
import dev.brisk.server.metrics.StoreState;
import dev.brisk.server.responses.MemoryStore;
import dev.brisk.server.responses.ResponseStore;
import java.time.Clock;

/** Where a server keeps stored responses and what keys have used. */
public interface Store extends AutoCloseable {
  ResponseStore responses();

  Ledger ledger();

  /** How it is, for metrics. */
  StoreState state();

  @Override
  void close();

  /** In the memory of this process; it is gone with it. */
  static Store memory(Clock clock) {
    var responses = MemoryStore.ofServer();
    var ledger = new MemoryLedger(clock);
    return new Store() {
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
        return StoreState.MEMORY;
      }

      @Override
      public void close() {}
    };
  }
}
