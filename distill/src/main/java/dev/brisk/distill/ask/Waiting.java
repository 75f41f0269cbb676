package dev.brisk.distill.ask;

import java.time.Duration;
import java.time.Instant;

/** The clock that waits are measured with, and the waiting. */
public interface Waiting {
  /** The machine's clock; waiting puts the thread to sleep. */
  Waiting REAL =
      new Waiting() {
        @Override
        public Instant now() {
          return Instant.now();
        }

        @Override
        public void sleep(Duration time) throws InterruptedException {
          Thread.sleep(time);
        }
      };

  Instant now();

  /** Returns when so much time has passed. */
  void sleep(Duration time) throws InterruptedException;
}
