package dev.brisk.server.http;

import dev.brisk.wire.json.Json;
import dev.brisk.wire.json.JsonException;
import dev.brisk.wire.json.JsonObject;
import dev.brisk.wire.stream.EditCodec;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Reads the bodies of requests, up to a limit. */
final class Bodies {
  /** The most bytes of a request's body, and of a WebSocket message. */
  static final int LIMIT = EditCodec.MAX_MESSAGE;

  private Bodies() {}

  /**
   * The JSON object that is the request's body.
   *
   * @throws ApiException if it is something else, or too large
   */
  static JsonObject json(ServerRequest request) {
    if (request.headers().contentLength().orElse(0) > LIMIT) {
      throw tooLarge();
    }
    byte[] bytes = read(request);
    if (bytes.length > LIMIT) {
      throw tooLarge();
    }
    PatientConnection.read();
    try {
      return Json.parseObject(new String(bytes, StandardCharsets.UTF_8));
    } catch (JsonException e) {
      throw new ApiException(
          ApiError.badRequest("invalid_json", null, String.valueOf(e.getMessage())));
    }
  }

  private static byte[] read(ServerRequest request) {
    try (var in = request.content().inputStream()) {
      return in.readNBytes(LIMIT + 1);
    } catch (ApiException e) {
      // It was too slow.
      throw e;
    } catch (IOException | RuntimeException e) {
      // The web server says in exceptions of several types that a body broke off, or is no good
      // HTTP.
      throw new ApiException(
          ApiError.badRequest(
              "body_incomplete",
              null,
              "The request's body broke off, or its length is not what its headers say; send it again."));
    }
  }

  private static ApiException tooLarge() {
    return new ApiException(
        new ApiError(
            413,
            "invalid_request_error",
            "request_too_large",
            null,
            "The request is larger than 8 MB; send less."));
  }
}
