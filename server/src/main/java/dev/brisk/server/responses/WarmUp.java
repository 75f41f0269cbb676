package dev.brisk.server.responses;

import dev.brisk.server.answer.Answer;
import dev.brisk.server.answer.RefusedException;
import dev.brisk.wire.api.EditFailed;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is read ahead for one connection. The next request ends it and goes on from where it is:
 * what was read stays in the cache.
 */
final class WarmUp {
  /** Refusals that the request itself would meet, too. */
  private static final Set<String> TOLD =
      Set.of(RefusedException.MODEL_NOT_FOUND, "chat_unsupported", EditFailed.PROMPT_TOO_LONG);

  private final Executor threads;
  private @Nullable Answer answer;
  private CountDownLatch over = new CountDownLatch(0);

  WarmUp(Executor threads) {
    this.threads = threads;
  }

  /**
   * Begins to read. Where there is no room for it now, nothing is read: it was only to save time.
   *
   * @throws RefusedException if the request itself would be refused
   */
  synchronized void begin(Supplier<Answer> ask) {
    Answer reading;
    try {
      reading = ask.get();
    } catch (RefusedException e) {
      if (TOLD.contains(e.code())) {
        throw e;
      }
      return;
    }
    var done = new CountDownLatch(1);
    answer = reading;
    over = done;
    threads.execute(
        () -> {
          try {
            while (reading.next().isPresent()) {
              // It only reads.
            }
          } catch (RefusedException e) {
            // Its turn did not come in time.
            reading.cancel();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          } finally {
            done.countDown();
          }
        });
  }

  /** Ends it, if it is still reading, and waits until it has stopped: one step at the most. */
  void end() throws InterruptedException {
    cancel();
    CountDownLatch waiting;
    synchronized (this) {
      waiting = over;
    }
    waiting.await();
  }

  synchronized void cancel() {
    if (answer != null) {
      answer.cancel();
    }
  }
}
