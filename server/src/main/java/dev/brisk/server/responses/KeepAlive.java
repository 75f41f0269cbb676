package dev.brisk.server.responses;

import java.io.UncheckedIOException;
import java.time.Duration;

/**
 * Sends an event wherever a model says nothing for long: clients take only events for a sign of
 * life.
 */
final class KeepAlive {
  static final Duration SILENCE = Duration.ofSeconds(15);

  private final ResponseEvents events;
  private final ResponseObject object;
  private boolean ended;

  KeepAlive(ResponseEvents events, ResponseObject object) {
    this.events = events;
    this.object = object;
  }

  void start() {
    Thread.ofVirtual().name("response-keep-alive").start(this::run);
  }

  synchronized void end() {
    ended = true;
    notifyAll();
  }

  private synchronized void run() {
    try {
      while (!ended) {
        long left = SILENCE.toNanos() - (System.nanoTime() - events.sentAt());
        if (left > 0) {
          wait(left / 1_000_000 + 1);
        } else {
          events.send(
              "response.in_progress",
              json -> json.name("response").raw(object.running("in_progress")));
        }
      }
    } catch (UncheckedIOException e) {
      // Whoever runs the response finds it out, too.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
