package dev.brisk.server.responses;

import java.io.UncheckedIOException;

/** Where the events of responses go. Safe for use by many threads. */
public interface EventSink {
  /** Nowhere. */
  EventSink NONE = (type, json, length) -> {};

  /**
   * Sends an event.
   *
   * @param json the event in UTF-8, in the first {@code length} bytes; they may be used again after
   * @throws UncheckedIOException if nobody listens any more
   */
  void event(String type, byte[] json, int length);

  /**
   * Waits while much of what was sent has not been read yet, so that a model which is faster than
   * its reader is paused. Not to be called while others are kept waiting.
   */
  default void awaitRoom() throws InterruptedException {}
}
