package dev.brisk.server.http;

import dev.brisk.wire.json.JsonWriter;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A refused HTTP request, written as OpenAI's error object.
 *
 * @param status the HTTP status
 * @param type OpenAI's kind of error, such as {@code invalid_request_error}
 * @param code a name for programs
 * @param parameter the part of the request that it is about
 * @param message one sentence that says what is wrong and what to do
 */
record ApiError(int status, String type, String code, @Nullable String parameter, String message) {

  static ApiError badRequest(String code, @Nullable String parameter, String message) {
    return new ApiError(400, "invalid_request_error", code, parameter, message);
  }

  void send(ServerResponse response) {
    response.status(status).header(HeaderNames.CONTENT_TYPE, "application/json");
    response.send(json().getBytes(StandardCharsets.UTF_8));
  }

  String json() {
    return new JsonWriter()
        .beginObject()
        .name("error")
        .beginObject()
        .member("message", message)
        .member("type", type)
        .member("param", parameter)
        .member("code", code)
        .endObject()
        .endObject()
        .toString();
  }
}
