package dev.brisk.server.http;

import dev.brisk.server.answer.LimitedException;
import dev.brisk.server.answer.RefusedException;
import dev.brisk.wire.api.EditFailed;
import dev.brisk.wire.json.JsonWriter;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A refused HTTP request, written as OpenAI's error object.
 *
 * @param status the HTTP status
 * @param type OpenAI's kind of error, such as {@code invalid_request_error}
 * @param code a name for programs
 * @param parameter the part of the request that it is about
 * @param message one sentence that says what is wrong and what to do
 * @param headers what the answer's headers say besides; over a WebSocket a member of the error
 *     event
 * @param details further members of the error object: texts, and numbers as {@link Long}
 */
record ApiError(
    int status,
    String type,
    String code,
    @Nullable String parameter,
    String message,
    Map<String, String> headers,
    Map<String, Object> details) {

  /** Without headers and details. */
  ApiError(int status, String type, String code, @Nullable String parameter, String message) {
    this(status, type, code, parameter, message, Map.of(), Map.of());
  }

  static ApiError badRequest(String code, @Nullable String parameter, String message) {
    return new ApiError(400, "invalid_request_error", code, parameter, message);
  }

  /** A refusal as the API says it. */
  static ApiError of(RefusedException refused) {
    if (refused instanceof LimitedException limited) {
      return limited(limited);
    }
    return switch (refused.code()) {
      case RefusedException.MODEL_NOT_FOUND ->
          new ApiError(
              404, "invalid_request_error", "model_not_found", "model", refused.sentence());
      case EditFailed.PROMPT_TOO_LONG ->
          badRequest(
              "context_length_exceeded", refused.parameter().orElse(null), refused.sentence());
      case "invalid_api_key" ->
          new ApiError(401, "authentication_error", refused.code(), null, refused.sentence());
      case "tier_unknown" ->
          new ApiError(403, "invalid_request_error", refused.code(), null, refused.sentence());
      case RefusedException.UPSTREAM_UNAVAILABLE -> upstream(502, "server_error", refused);
      case RefusedException.UPSTREAM_TIMEOUT -> upstream(504, "server_error", refused);
      case RefusedException.UPSTREAM_BUSY -> soon(429, "rate_limit_error", refused);
      case RefusedException.STORE_UNAVAILABLE -> soon(503, "server_error", refused);
      default -> badRequest(refused.code(), refused.parameter().orElse(null), refused.sentence());
    };
  }

  /** Whatever ended the handling of a request, as the API says it. */
  static ApiError of(RuntimeException e) {
    return switch (e) {
      case ApiException known -> known.error();
      case RefusedException refused -> of(refused);
      default -> unexpected(e);
    };
  }

  /** What nobody has thought of. */
  static ApiError unexpected(RuntimeException e) {
    System.getLogger(ApiError.class.getName())
        .log(System.Logger.Level.ERROR, "A request failed unexpectedly.", e);
    return new ApiError(
        500,
        "server_error",
        "internal_error",
        null,
        "The server failed unexpectedly; its log says why. Try again.");
  }

  private static ApiError upstream(int status, String type, RefusedException refused) {
    return new ApiError(status, type, refused.code(), null, refused.sentence());
  }

  /** What may be otherwise in a second. */
  private static ApiError soon(int status, String type, RefusedException refused) {
    return new ApiError(
        status,
        type,
        refused.code(),
        null,
        refused.sentence(),
        Map.of("retry-after", "1"),
        Map.of());
  }

  /** What computes has failed. */
  static ApiError failed(String why) {
    return new ApiError(
        500, "server_error", "engine_failed", null, "The engine failed (" + why + "); try again.");
  }

  /** Clients read the type of a used-up budget, and the code of everything else. */
  private static ApiError limited(LimitedException refused) {
    var headers = new LinkedHashMap<String, String>();
    headers.put("retry-after", Long.toString(refused.retryAfterSeconds()));
    if (refused.position() >= 0) {
      headers.put(QueueHeaders.POSITION, Integer.toString(refused.position()));
      headers.put(QueueHeaders.WAIT, Long.toString(refused.retryAfter().toMillis()));
    }
    var details = new LinkedHashMap<String, Object>();
    refused
        .resetsAt()
        .ifPresent(
            at -> {
              details.put("plan_type", refused.plan());
              details.put("resets_at", at.getEpochSecond());
            });
    return new ApiError(
        429, refused.code(), refused.code(), null, refused.sentence(), headers, details);
  }

  void send(ServerResponse response) {
    response.status(status).header(HeaderNames.CONTENT_TYPE, "application/json");
    headers.forEach(response::header);
    response.send(json().getBytes(StandardCharsets.UTF_8));
  }

  String json() {
    var json = new JsonWriter().beginObject().name("error");
    write(json);
    return json.endObject().toString();
  }

  /** Writes the error object itself. */
  void write(JsonWriter json) {
    json.beginObject()
        .member("message", message)
        .member("type", type)
        .member("param", parameter)
        .member("code", code);
    details.forEach(
        (name, value) -> {
          if (value instanceof Long number) {
            json.member(name, number.longValue());
          } else {
            json.member(name, value.toString());
          }
        });
    json.endObject();
  }
}
