package dev.brisk.cli.top;

import dev.brisk.wire.api.WireException;
import dev.brisk.wire.stream.ServerClient;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Reads a server's status every second in a thread of its own, so that a server which hangs holds
 * up no key.
 */
final class Feed implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** What came of one try. */
  sealed interface Reading {
    /** The server has answered. */
    record Seen(Sample sample) implements Reading {}

    /**
     * It has not.
     *
     * @param why one sentence
     */
    record Silence(String why) implements Reading {}
  }

  private final ServerClient client;
  private final BlockingQueue<Reading> readings = new LinkedBlockingQueue<>();
  private final Thread thread;

  Feed(ServerClient client) {
    this.client = client;
    thread = Thread.ofVirtual().name("status").start(this::read);
  }

  /** The next reading, or null if there is none yet. */
  @Nullable Reading poll() {
    return readings.poll();
  }

  @Override
  public void close() {
    thread.interrupt();
  }

  private void read() {
    try {
      while (true) {
        readings.add(next());
        Thread.sleep(PAUSE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Reading next() throws InterruptedException {
    try {
      return new Reading.Seen(new Sample(client.status(), System.nanoTime()));
    } catch (WireException e) {
      return new Reading.Silence(String.valueOf(e.getMessage()));
    }
  }
}
