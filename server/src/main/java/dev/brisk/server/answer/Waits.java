package dev.brisk.server.answer;

import java.util.Optional;

/** What may have to wait for its turn before a model takes it up. */
public interface Waits {
  /**
   * The next news of its place in the queue, waiting for them; empty once it has its turn, and at
   * once where there is no queue. Whoever has an HTTP status to choose, or can tell somebody about
   * the place, calls this until it is empty before the first {@code next()}.
   *
   * @throws dev.brisk.server.answer.LimitedException if it will not have its turn
   */
  default Optional<AnswerEvent.Queued> queued() throws InterruptedException {
    return Optional.empty();
  }
}
