package dev.brisk.server.http;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * What waits to be sent on one WebSocket, as frames. Whoever puts something in never waits for the
 * network, unless by {@link #awaitRoom}; one thread sends, all that waits in one write. A client
 * that lets too much pile up, or does not read for too long, is given up. Safe for use by many
 * threads.
 */
final class Outbox {
  /** The most bytes that may wait. */
  static final int LIMIT = 32 << 20;

  /** Whoever can wait does so while more bytes than these wait. */
  private static final int ROOM = 1 << 17;

  /** How long a client has for its own end after the last frame. */
  private static final Duration FAREWELL = Duration.ofSeconds(5);

  private final DataWriter network;
  private final Duration patience;
  private final Runnable giveUp;
  private final Thread sender;

  /** Two buffers: one is filled while the other is sent. */
  private FrameBuffer waiting = new FrameBuffer();

  private FrameBuffer sent = new FrameBuffer();
  private boolean last;
  private boolean closed;
  private long writingSince;

  /**
   * @param patience how long the client may not read while there is something to read
   * @param giveUp ends the connection without sending anything
   */
  Outbox(DataWriter network, Duration patience, Runnable giveUp) {
    this.network = network;
    this.patience = patience;
    this.giveUp = giveUp;
    this.sender = Thread.ofVirtual().name("socket-sender").start(this::send);
  }

  void add(String text) {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    add(bytes, bytes.length);
  }

  /** Sends the first {@code length} bytes, a text in UTF-8; they may be used again after. */
  synchronized void add(byte[] text, int length) {
    add(FrameBuffer.TEXT, text, length);
  }

  synchronized void pong(byte[] payload) {
    add(FrameBuffer.PONG, payload, payload.length);
  }

  /** Sends what waits, then this, then nothing more. */
  synchronized void close(int code, String reason) {
    add(FrameBuffer.CLOSE, FrameBuffer.closing(code, reason));
    last = true;
    closed = true;
    notifyAll();
  }

  /** Sends nothing more; the connection is gone. */
  synchronized void abandon() {
    closed = true;
    waiting.clear();
    notifyAll();
    sender.interrupt();
  }

  private void add(int opcode, byte[] payload) {
    add(opcode, payload, payload.length);
  }

  private void add(int opcode, byte[] payload, int length) {
    if (closed) {
      return;
    }
    if (isStuck() || (long) waiting.length() + length > LIMIT) {
      abandon();
      giveUp.run();
      return;
    }
    boolean empty = waiting.length() == 0;
    waiting.frame(opcode, payload, length);
    if (empty) {
      notifyAll();
    }
  }

  private boolean isStuck() {
    return writingSince != 0 && System.nanoTime() - writingSince > patience.toNanos();
  }

  /**
   * Waits while much waits to be sent, or until nothing more will be. Who adds much does so before
   * adding more: the client reads at its own pace then, and not everything is kept here meanwhile.
   */
  synchronized void awaitRoom() throws InterruptedException {
    while (!closed && waiting.length() > ROOM) {
      if (isStuck()) {
        abandon();
        giveUp.run();
        return;
      }
      // Nobody tells when the client has had its time.
      wait(Math.max(1, patience.toMillis() / 60));
    }
  }

  /** Waits until there is something to send, and takes it all. */
  private synchronized FrameBuffer take() throws InterruptedException {
    writingSince = 0;
    while (waiting.length() == 0) {
      if (last) {
        return waiting;
      }
      wait();
    }
    var full = waiting;
    waiting = sent;
    waiting.clear();
    sent = full;
    if (full.length() > ROOM) {
      notifyAll();
    }
    writingSince = System.nanoTime() | 1;
    return full;
  }

  private void send() {
    try {
      for (var frames = take(); frames.length() > 0; frames = take()) {
        network.writeNow(BufferData.create(frames.bytes(), 0, frames.length()));
      }
      // The last has been said; who does not hang up is hung up on.
      Thread.sleep(FAREWELL);
      giveUp.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      // The network's failures arrive here in several types; all mean that the client is gone.
      abandon();
      giveUp.run();
    }
  }
}
