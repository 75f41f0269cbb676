package dev.brisk.server.http;

import dev.brisk.engine.CancelToken;
import dev.brisk.server.answer.Origin;
import dev.brisk.server.answer.Urgency;
import dev.brisk.server.respond.EditService;
import dev.brisk.wire.api.EditFailed;
import dev.brisk.wire.api.EditQueued;
import dev.brisk.wire.api.EditServerEvent;
import dev.brisk.wire.api.EditServerMessage;
import dev.brisk.wire.json.JsonException;
import dev.brisk.wire.json.JsonObject;
import dev.brisk.wire.stream.EditCodec;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Edits without a WebSocket: {@code POST /v1/edits} answers with the events as server-sent events,
 * {@code POST /v1/edits/prewarm} with one JSON object.
 */
final class EditsRoute {
  /** One request has one edit, so that a client that names it none needs none. */
  private static final String UNNAMED = "edit-1";

  private final EditService service;

  EditsRoute(EditService service) {
    this.service = service;
  }

  void create(ServerRequest request, ServerResponse response) throws Exception {
    long arrived = System.nanoTime();
    var create = read(request, EditCodec::readCreate);
    try (var events = new Events(request, response)) {
      service.run(
          create,
          Objects.requireNonNullElse(create.id(), UNNAMED),
          1,
          new Origin(Callers.of(request), Optional.empty(), Urgency.INTERACTIVE),
          arrived,
          events.cancel,
          events::send);
    }
  }

  /**
   * The events of one edit. They are held back until it has its turn, so that an edit that does not
   * get one is answered with a status; where in the queue it was stands in the headers.
   */
  private static final class Events implements AutoCloseable {
    final CancelToken cancel = new CancelToken();
    private final ServerRequest request;
    private final ServerResponse response;
    private final long began = System.nanoTime();
    private @Nullable EditQueued queued;
    private @Nullable SseStream out;

    Events(ServerRequest request, ServerResponse response) {
      this.request = request;
      this.response = response;
    }

    void send(EditServerEvent event) {
      if (event instanceof EditQueued place) {
        queued = queued == null ? place : queued;
        return;
      }
      try {
        if (out == null) {
          // It is counted by now.
          LeftHeaders.write(request);
          if (queued != null) {
            QueueHeaders.write(response, queued.position(), began);
          }
          out = new SseStream(response);
        }
        out.send(EditCodec.type(event), EditCodec.write(event).getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        // The client is gone; there is nobody to tell.
        cancel.cancel();
      }
    }

    @Override
    public void close() throws IOException {
      if (out != null) {
        out.close();
      }
    }
  }

  void prewarm(ServerRequest request, ServerResponse response) throws InterruptedException {
    var prewarm = read(request, EditCodec::readPrewarm);
    var id = Objects.requireNonNullElse(prewarm.id(), UNNAMED);
    EditServerMessage answer =
        service.prewarm(prewarm, "", id, 1, Callers.of(request), new CancelToken());
    if (answer instanceof EditFailed failed) {
      int status = failed.code().equals(EditFailed.INTERNAL_ERROR) ? 500 : 400;
      throw new ApiException(
          new ApiError(
              status,
              status == 500 ? "server_error" : "invalid_request_error",
              failed.code(),
              null,
              failed.message()));
    }
    response.header(HeaderNames.CONTENT_TYPE, "application/json");
    response.send(EditCodec.write(answer).getBytes(StandardCharsets.UTF_8));
  }

  private static <T> T read(ServerRequest request, Function<JsonObject, T> reader) {
    try {
      return reader.apply(Bodies.json(request));
    } catch (JsonException e) {
      throw new ApiException(
          ApiError.badRequest("invalid_request", null, String.valueOf(e.getMessage())));
    }
  }
}
