package dev.brisk.engine;

import java.util.Optional;

/** One running response. It is read by one thread; {@link #cancel} may be called by any. */
public interface Generation {
  /** The next chunk, waiting for it; empty once the response has ended. */
  Optional<Chunk> next() throws InterruptedException;

  /** Asks the engine to stop; it does so before its next step or prefill chunk. */
  void cancel();

  /**
   * How the response ended and what it cost.
   *
   * @throws IllegalStateException while it is running
   */
  GenerationResult result();
}
