package dev.brisk.server.http;

import dev.brisk.server.metrics.Meters;
import dev.brisk.server.respond.EditService;
import dev.brisk.wire.api.EditFailed;
import dev.brisk.wire.api.EditServerMessage;
import dev.brisk.wire.json.Json;
import dev.brisk.wire.json.JsonException;
import dev.brisk.wire.json.JsonObject;
import dev.brisk.wire.json.JsonWriter;
import dev.brisk.wire.stream.EditCodec;
import org.jspecify.annotations.Nullable;

/** The WebSocket {@code /v1/edits}. */
final class EditsSocket extends TextSocket {
  private final EditService service;
  private final IdleClock idle;
  private final Meters meters;
  private @Nullable EditConnection edits;

  EditsSocket(Gate gate, EditService service, IdleClock idle, Meters meters) {
    super(gate, "/v1/edits", meters);
    this.service = service;
    this.idle = idle;
    this.meters = meters;
  }

  @Override
  void opened(Outbox out) {
    edits = new EditConnection(service, caller(), idle, event -> send(event, out));
  }

  @Override
  void received(String text, long arrived, Outbox out) {
    if (edits == null) {
      return;
    }
    var id = "";
    try {
      JsonObject json = Json.parseObject(text);
      id = json.members().get("id") instanceof Json.Text(var value) ? value : "";
      edits.accept(EditCodec.readMessage(json), arrived);
    } catch (JsonException e) {
      send(EditFailed.of(id, 0, EditFailed.BAD_REQUEST, String.valueOf(e.getMessage())), out);
    }
  }

  @Override
  void gone() {
    if (edits != null) {
      edits.close();
    }
  }

  /** What was refused before there was an attempt is counted here, the rest by the service. */
  private void send(EditServerMessage event, Outbox out) {
    if (event instanceof EditFailed failed && failed.attempt() == 0) {
      meters.rejected(failed.code());
    }
    out.add(EditCodec.write(event, new JsonWriter()));
  }
}
