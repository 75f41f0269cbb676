package dev.brisk.server.http;

import dev.brisk.wire.api.EditServerEvent;
import dev.brisk.wire.json.JsonWriter;
import dev.brisk.wire.stream.EditCodec;
import io.helidon.common.buffers.BufferData;
import io.helidon.websocket.WsSession;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * What waits to be sent on one WebSocket. Whoever puts something in never waits for the network;
 * one thread sends, because a session may be used by one at a time. A client that lets too much
 * pile up is given up.
 */
final class Outbox {
  /** About the most characters that may wait. */
  private static final long LIMIT = 32L << 20;

  private sealed interface Item {
    record Event(String text) implements Item {}

    record Pong(BufferData payload) implements Item {}

    record Close(int code, String reason) implements Item {}
  }

  private final WsSession session;
  private final Runnable giveUp;
  private final Queue<Item> items = new ArrayDeque<>();
  private final JsonWriter buffer = new JsonWriter();
  private final Thread sender;
  private long waiting;
  private boolean closed;

  /**
   * @param giveUp ends the connection without sending anything
   */
  Outbox(WsSession session, Runnable giveUp) {
    this.session = session;
    this.giveUp = giveUp;
    this.sender = Thread.ofVirtual().name("edits-sender").start(this::send);
  }

  synchronized void add(EditServerEvent event) {
    add(new Item.Event(EditCodec.write(event, buffer)));
  }

  synchronized void pong(BufferData payload) {
    add(new Item.Pong(payload));
  }

  /** Sends what waits, then this, then nothing more. */
  synchronized void close(int code, String reason) {
    add(new Item.Close(code, reason));
    closed = true;
  }

  /** Sends nothing more; the connection is gone. */
  synchronized void abandon() {
    closed = true;
    items.clear();
    sender.interrupt();
  }

  private synchronized void add(Item item) {
    if (closed) {
      return;
    }
    waiting += size(item);
    if (waiting > LIMIT) {
      abandon();
      giveUp.run();
      return;
    }
    items.add(item);
    notifyAll();
  }

  private synchronized Item take() throws InterruptedException {
    while (true) {
      var item = items.poll();
      if (item != null) {
        waiting -= size(item);
        return item;
      }
      wait();
    }
  }

  private void send() {
    try {
      while (true) {
        switch (take()) {
          case Item.Event(var text) -> session.send(text, true);
          case Item.Pong(var payload) -> session.pong(payload);
          case Item.Close(var code, var reason) -> {
            session.close(code, reason);
            return;
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      // The network's failures arrive here in several types; all mean that the client is gone.
      abandon();
      giveUp.run();
    }
  }

  private static long size(Item item) {
    return item instanceof Item.Event(var text) ? text.length() : 64;
  }
}
