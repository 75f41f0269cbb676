package dev.brisk.server.http;

import dev.brisk.server.answer.Caller;
import dev.brisk.server.metrics.Meters;
import io.helidon.common.buffers.BufferData;
import io.helidon.http.Headers;
import io.helidon.http.HttpPrologue;
import io.helidon.webserver.ConnectionContext;
import io.helidon.websocket.WsCloseCodes;
import io.helidon.websocket.WsListener;
import io.helidon.websocket.WsSession;
import io.helidon.websocket.WsUpgradeException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A WebSocket of texts, of which each is one message of a client; one object a connection. */
abstract class TextSocket implements WsListener {
  private static final char REPLACEMENT = '\uFFFD';

  private final Gate gate;
  private final String path;
  private final Meters meters;
  private final StringBuilder message = new StringBuilder();
  private @Nullable Outbox outbox;

  /** Whether the end has been said; nothing is heard after. */
  private boolean left;

  private Caller caller = Caller.LOCAL;

  TextSocket(Gate gate, String path, Meters meters) {
    this.gate = gate;
    this.path = path;
    this.meters = meters;
  }

  /** Who has connected. */
  final Caller caller() {
    return caller;
  }

  /** The connection stands; what goes out is put into {@code out}. */
  abstract void opened(Outbox out);

  /**
   * A client said something.
   *
   * @param arrived {@link System#nanoTime} when it did
   */
  abstract void received(String text, long arrived, Outbox out);

  /** The client is gone; may be called more than once. */
  abstract void gone();

  @Override
  public Optional<Headers> onHttpUpgrade(HttpPrologue prologue, Headers headers)
      throws WsUpgradeException {
    caller =
        switch (gate.ask(headers, Gate.Need.ANSWER)) {
          case Entry.Allowed(var who) -> who;
          case Entry.Refused(var error) ->
              // The request then goes the way of ordinary ones, where the same gate answers.
              throw new WsUpgradeException(error.message());
        };
    return Optional.empty();
  }

  @Override
  public void onOpen(WsSession session) {
    PatientConnection.messages();
    var connection = Thread.currentThread();
    var network = ((ConnectionContext) session.socketContext()).dataWriter();
    var out = new Outbox(network, PatientConnection.reading(), connection::interrupt);
    outbox = out;
    meters.socketOpened(path);
    opened(out);
    // A connection that breaks is not reported to the listener; but then its thread ends.
    Thread.ofVirtual()
        .name("socket-watch")
        .start(
            () -> {
              try {
                connection.join();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              } finally {
                meters.socketClosed(path);
                end();
              }
            });
  }

  @Override
  public void onMessage(WsSession session, String text, boolean last) {
    long arrived = System.nanoTime();
    if (outbox == null || left) {
      return;
    }
    if (message.length() + text.length() > Bodies.LIMIT) {
      message.setLength(0);
      leave(WsCloseCodes.TOO_BIG, "The message is larger than 8 MB; send less.");
      return;
    }
    if (!last || !message.isEmpty()) {
      if (cutsCharacter(text, last)) {
        leave(
            WsCloseCodes.NOT_CONSISTENT,
            "A frame ends within a character; send the message in one frame.");
        return;
      }
      message.append(text);
      if (!last) {
        return;
      }
    }
    var whole = message.isEmpty() ? text : message.toString();
    message.setLength(0);
    received(whole, arrived, outbox);
  }

  @Override
  public void onMessage(WsSession session, BufferData buffer, boolean last) {
    leave(WsCloseCodes.CANNOT_ACCEPT, "Binary messages are not understood; send JSON text.");
  }

  /** Ends the connection, and everything that runs for it. */
  private void leave(int code, String why) {
    if (outbox != null && !left) {
      left = true;
      gone();
      outbox.close(code, why);
    }
  }

  @Override
  public void onPing(WsSession session, BufferData buffer) {
    if (outbox != null) {
      outbox.pong(buffer.readBytes());
    }
  }

  @Override
  public void onClose(WsSession session, int status, String reason) {
    end();
  }

  @Override
  public void onError(WsSession session, Throwable error) {
    end();
  }

  private void end() {
    gone();
    if (outbox != null) {
      outbox.abandon();
    }
  }

  /**
   * Frames are decoded one by one, so a character that was cut in two arrives as replacements at
   * the border.
   */
  private boolean cutsCharacter(String text, boolean last) {
    return !text.isEmpty()
        && ((!message.isEmpty() && text.charAt(0) == REPLACEMENT)
            || (!last && text.charAt(text.length() - 1) == REPLACEMENT));
  }
}
