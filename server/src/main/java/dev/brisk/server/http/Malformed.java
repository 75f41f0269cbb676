package dev.brisk.server.http;

import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.DirectHandlers;
import java.nio.charset.StandardCharsets;

/**
 * Answers requests that are no good HTTP, before any route is looked for, in the form of all other
 * errors: what the web server would say names its own parts.
 */
final class Malformed implements DirectHandler {
  private Malformed() {}

  static DirectHandlers handlers() {
    var handlers = DirectHandlers.builder();
    for (var type : EventType.values()) {
      handlers.addHandler(type, new Malformed());
    }
    return handlers.build();
  }

  @Override
  public TransportResponse handle(
      TransportRequest request,
      EventType type,
      Status status,
      ServerResponseHeaders headers,
      String message) {
    // Where no request could be read, what came was no HTTP or no frame of a WebSocket, and the
    // web server failed to say so.
    boolean unread = type == EventType.INTERNAL_ERROR && request.path().isEmpty();
    return answer(unread ? Status.BAD_REQUEST_400 : status, headers);
  }

  private static TransportResponse answer(Status status, ServerResponseHeaders headers) {
    return TransportResponse.builder()
        .status(status)
        .headers(headers)
        .header(HeaderNames.CONTENT_TYPE, "application/json")
        .entity(error(status.code()).json().getBytes(StandardCharsets.UTF_8))
        .keepAlive(false)
        .build();
  }

  private static ApiError error(int status) {
    return switch (status) {
      case 404 ->
          new ApiError(404, "invalid_request_error", "not_found", null, "There is nothing here.");
      case 413 ->
          new ApiError(
              413,
              "invalid_request_error",
              "request_too_large",
              null,
              "The request is larger than 8 MB; send less.");
      case 500 ->
          new ApiError(
              500,
              "server_error",
              "internal_error",
              null,
              "The server failed unexpectedly; its log says why. Try again.");
      case 503 ->
          new ApiError(
              503,
              "server_error",
              "server_leaving",
              null,
              "The server cannot take requests now; try again.");
      default ->
          new ApiError(
              status,
              "invalid_request_error",
              "bad_request",
              null,
              "The request is no HTTP that this server understands, or its headers are too long.");
    };
  }
}
