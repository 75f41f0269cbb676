package dev.brisk.server.http;

import dev.brisk.server.respond.Responder;
import dev.brisk.wire.json.JsonWriter;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;

/** {@code GET /health}: who answers here. Needs no token, and says nothing that is worth one. */
final class HealthRoute implements Handler {
  private final Responder responder;
  private final String version;
  private final long started = System.nanoTime();

  HealthRoute(Responder responder, String version) {
    this.responder = responder;
    this.version = version;
  }

  @Override
  public void handle(ServerRequest request, ServerResponse response) {
    var json =
        new JsonWriter()
            .beginObject()
            .member("status", "ok")
            .member("version", version)
            .member("pid", ProcessHandle.current().pid())
            .member("model", responder.model().name())
            .member("kernels", responder.kernels())
            .member("uptime_s", (System.nanoTime() - started) / 1_000_000_000)
            .endObject();
    response.header(HeaderNames.CONTENT_TYPE, "application/json");
    response.send(json.toString().getBytes(StandardCharsets.UTF_8));
  }
}
