package dev.brisk.server.answer;

import dev.brisk.engine.GenerationResult;
import java.util.Optional;

/** One running answer. It is read by one thread; {@link #cancel} may be called by any. */
public interface Answer extends Waits {
  /**
   * The next event, waiting for it; empty once the answer has ended. News of the queue come here
   * too if they are not asked for by {@link #queued}.
   */
  Optional<AnswerEvent> next() throws InterruptedException;

  /** Asks for a stop, which comes before the next step; does nothing once the answer has ended. */
  void cancel();

  /**
   * How the answer ended and what it cost.
   *
   * @throws IllegalStateException while it is running
   */
  GenerationResult result();

  /** Whether something of the question was left out because the context is too short. */
  default boolean contextCut() {
    return false;
  }
}
