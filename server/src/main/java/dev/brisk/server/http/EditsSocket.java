package dev.brisk.server.http;

import dev.brisk.server.respond.EditService;
import dev.brisk.wire.api.EditFailed;
import dev.brisk.wire.json.Json;
import dev.brisk.wire.json.JsonException;
import dev.brisk.wire.json.JsonObject;
import dev.brisk.wire.stream.EditCodec;
import io.helidon.common.buffers.BufferData;
import io.helidon.http.Headers;
import io.helidon.http.HttpPrologue;
import io.helidon.websocket.WsCloseCodes;
import io.helidon.websocket.WsListener;
import io.helidon.websocket.WsSession;
import io.helidon.websocket.WsUpgradeException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The WebSocket {@code /v1/edits}; one object a connection. */
final class EditsSocket implements WsListener {
  private static final char REPLACEMENT = '\uFFFD';

  private final Gate gate;
  private final EditService service;
  private final IdleClock idle;
  private final StringBuilder message = new StringBuilder();
  private @Nullable Outbox outbox;
  private @Nullable EditConnection edits;

  EditsSocket(Gate gate, EditService service, IdleClock idle) {
    this.gate = gate;
    this.service = service;
    this.idle = idle;
  }

  @Override
  public Optional<Headers> onHttpUpgrade(HttpPrologue prologue, Headers headers)
      throws WsUpgradeException {
    var refusal = gate.refuse(headers, true);
    if (refusal.isPresent()) {
      // The request then goes the way of ordinary ones, where the same gate writes the answer.
      throw new WsUpgradeException(refusal.get().message());
    }
    return Optional.empty();
  }

  @Override
  public void onOpen(WsSession session) {
    var connection = Thread.currentThread();
    var out = new Outbox(session, connection::interrupt);
    var running = new EditConnection(service, idle, out::add);
    outbox = out;
    edits = running;
    // A connection that breaks is not reported to the listener; but then its thread ends.
    Thread.ofVirtual()
        .name("edits-watch")
        .start(
            () -> {
              try {
                connection.join();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              } finally {
                running.close();
                out.abandon();
              }
            });
  }

  @Override
  public void onMessage(WsSession session, String text, boolean last) {
    long arrived = System.nanoTime();
    if (outbox == null || edits == null) {
      return;
    }
    if (message.length() + text.length() > Bodies.LIMIT) {
      message.setLength(0);
      outbox.close(WsCloseCodes.TOO_BIG, "The message is larger than 8 MB; send less.");
      return;
    }
    if (!last || !message.isEmpty()) {
      if (cutsCharacter(text, last)) {
        outbox.close(
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
    receive(whole, arrived, edits, outbox);
  }

  private void receive(String text, long arrived, EditConnection to, Outbox out) {
    var id = "";
    try {
      JsonObject json = Json.parseObject(text);
      id = json.members().get("id") instanceof Json.Text(var value) ? value : "";
      to.accept(EditCodec.readMessage(json), arrived);
    } catch (JsonException e) {
      out.add(EditFailed.of(id, 0, EditFailed.BAD_REQUEST, String.valueOf(e.getMessage())));
    }
  }

  @Override
  public void onMessage(WsSession session, BufferData buffer, boolean last) {
    if (outbox != null) {
      outbox.close(
          WsCloseCodes.CANNOT_ACCEPT, "Binary messages are not understood; send JSON text.");
    }
  }

  @Override
  public void onPing(WsSession session, BufferData buffer) {
    if (outbox != null) {
      outbox.pong(BufferData.create(buffer.readBytes()));
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
    if (edits != null && outbox != null) {
      edits.close();
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
