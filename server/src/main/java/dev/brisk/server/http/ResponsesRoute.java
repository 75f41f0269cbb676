package dev.brisk.server.http;

import dev.brisk.server.responses.EventSink;
import dev.brisk.server.responses.ResponseRequest;
import dev.brisk.server.responses.Responses;
import dev.brisk.server.responses.StoredResponse;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** {@code /v1/responses} over HTTP, streaming and not. */
final class ResponsesRoute {
  private final Responses responses;

  ResponsesRoute(Responses responses) {
    this.responses = responses;
  }

  /** {@code POST /v1/responses}. */
  void create(ServerRequest request, ServerResponse response) throws Exception {
    var asked = ResponseRequest.of(Bodies.json(request));
    if (asked.stream()) {
      stream(asked, request, response);
    } else {
      whole(asked, request, response);
    }
  }

  private void stream(ResponseRequest asked, ServerRequest request, ServerResponse response)
      throws IOException, InterruptedException {
    // Refusals come before the stream begins, so that they have a status.
    var run = responses.begin(asked, Callers.of(request));
    LeftHeaders.write(request);
    try (var events = new SseStream(response)) {
      var _ = run.run(sink(events), made -> responses.keep(asked, made));
    } finally {
      // Ends it where the client has gone; does nothing where it has ended.
      run.cancel();
    }
  }

  private void whole(ResponseRequest asked, ServerRequest request, ServerResponse response)
      throws InterruptedException {
    var run = responses.begin(asked, Callers.of(request));
    try {
      QueueHeaders.await(run, request, response);
      var outcome = run.run(EventSink.NONE, made -> responses.keep(asked, made));
      if (outcome.failure().isPresent()) {
        throw new ApiException(
            new ApiError(500, "server_error", "engine_failed", null, outcome.failure().get()));
      }
      send(response, outcome.response().json());
    } finally {
      run.cancel();
    }
  }

  private static EventSink sink(SseStream events) {
    return (type, json, length) -> {
      try {
        events.send(type, json, length);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    };
  }

  /** {@code GET /v1/responses/{id}}. */
  void find(ServerRequest request, ServerResponse response) {
    send(response, known(request).json());
  }

  /** {@code DELETE /v1/responses/{id}}. */
  void delete(ServerRequest request, ServerResponse response) {
    var id = known(request).id();
    boolean deleted = responses.delete(id, Callers.of(request));
    send(response, "{\"id\":\"" + id + "\",\"object\":\"response\",\"deleted\":" + deleted + "}");
  }

  private StoredResponse known(ServerRequest request) {
    var id = request.path().pathParameters().get("id");
    return responses
        .find(id, Callers.of(request))
        .orElseThrow(
            () ->
                new ApiException(
                    new ApiError(
                        404,
                        "invalid_request_error",
                        "response_not_found",
                        "id",
                        "There is no response of this id, or it was not stored, or it was forgotten.")));
  }

  private static void send(ServerResponse response, String json) {
    response.header(HeaderNames.CONTENT_TYPE, "application/json");
    response.send(json.getBytes(StandardCharsets.UTF_8));
  }
}
