package dev.brisk.server.admission;

import dev.brisk.server.answer.Caller;
import java.util.Optional;

/** What callers may do, whatever the load is. Safe for use by many threads. */
public interface Limits {
  /** Everybody may do everything. */
  Limits NONE =
      new Limits() {
        @Override
        public Lease take(Caller caller, String model) {
          return tokens -> {};
        }

        @Override
        public void check(Caller caller, String model) {}

        @Override
        public int priority(Caller caller) {
          return 0;
        }

        @Override
        public Optional<Allowance> snapshot(Caller caller) {
          return Optional.empty();
        }
      };

  /**
   * Takes one request off what a caller may do.
   *
   * @throws dev.brisk.server.answer.LimitedException if there is nothing left
   * @throws dev.brisk.server.answer.RefusedException if the caller may not use this model at all
   */
  Lease take(Caller caller, String model);

  /**
   * Looks whether a caller may use a model, and takes nothing.
   *
   * @throws dev.brisk.server.answer.RefusedException if not
   */
  void check(Caller caller, String model);

  /** The priority of the caller's tier: lower ones have their turn first. */
  int priority(Caller caller);

  /** What a caller has left; empty if nothing limits it. */
  Optional<Allowance> snapshot(Caller caller);

  /** A request that counts as running until it is ended. */
  @FunctionalInterface
  interface Lease {
    /**
     * The request is over. Said once.
     *
     * @param tokens what it took, of prompt and answer together
     */
    void end(long tokens);
  }
}
