package dev.brisk.server.http;

import dev.brisk.server.respond.Responder;
import dev.brisk.wire.json.JsonWriter;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** {@code GET /v1/models}: the one model that is served. */
final class ModelsRoute implements Handler {
  private final Responder responder;
  private final long created = Instant.now().getEpochSecond();

  ModelsRoute(Responder responder) {
    this.responder = responder;
  }

  @Override
  public void handle(ServerRequest request, ServerResponse response) {
    var model = responder.model();
    var json =
        new JsonWriter()
            .beginObject()
            .member("object", "list")
            .name("data")
            .beginArray()
            .beginObject()
            .member("id", model.name())
            .member("object", "model")
            .member("created", created)
            .member("owned_by", "brisk")
            .member("context_length", model.contextLength())
            .member("edit_format", model.editFormat().orElse(null))
            .member("chat", model.chats())
            .endObject()
            .endArray()
            .endObject();
    response.header(HeaderNames.CONTENT_TYPE, "application/json");
    response.send(json.toString().getBytes(StandardCharsets.UTF_8));
  }
}
