package dev.brisk.cli.session;

import dev.brisk.wire.api.EditServerEvent;
import dev.brisk.wire.stream.EditCall;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Lets one thread look for events and keys in turn, although waiting for an event blocks. */
final class EventPump {
  /** Short enough for a key to be felt as answered at once. */
  private static final long POLL_MILLIS = 15;

  /** A server that is well says within a step that it has stopped. */
  private static final long END_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private final EditCall call;
  private final BlockingQueue<EditServerEvent> events = new LinkedBlockingQueue<>();
  private boolean reading;

  EventPump(EditCall call) {
    this.call = call;
    resume();
  }

  /** The next event, or null if there is none after a short wait. */
  @Nullable EditServerEvent poll() throws InterruptedException {
    return events.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** The attempt's last event, or null if it does not come soon. */
  @Nullable EditServerEvent awaitEnd() throws InterruptedException {
    long end = System.nanoTime() + END_NANOS;
    for (long left = END_NANOS; left > 0; left = end - System.nanoTime()) {
      var event = events.poll(left, TimeUnit.NANOSECONDS);
      if (event != null && call.isLast(event)) {
        return event;
      }
    }
    return null;
  }

  /** Goes on reading after a redirect; a reader that still waits sees the new attempt by itself. */
  synchronized void resume() {
    if (!reading) {
      reading = true;
      Thread.ofVirtual().start(this::read);
    }
  }

  private void read() {
    try {
      var more = true;
      while (more) {
        more = take(call.next());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns false if the reader is to end, which is decided and noted at once. */
  private synchronized boolean take(EditServerEvent event) {
    events.add(event);
    reading = !call.isLast(event);
    return reading;
  }
}
