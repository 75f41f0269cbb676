package dev.brisk.server.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is done at which path. Whoever may look may also ask whether there is something to look at
 * (HEAD); a method that a path does not have is told those that it has (405), a path that there is
 * not that there is none (404).
 */
final class Paths {
  private final HttpRouting.Builder routes;
  private final Map<String, Set<String>> methods = new LinkedHashMap<>();

  Paths(HttpRouting.Builder routes) {
    this.routes = routes;
  }

  /** HEAD hears that there is something, and its handler is not asked. */
  Paths get(String path, Handler handler) {
    return on(Method.HEAD, path, (request, response) -> response.send())
        .on(Method.GET, path, handler);
  }

  Paths on(Method method, String path, Handler handler) {
    routes.route(method, path, handler);
    methods.computeIfAbsent(path, p -> new TreeSet<>()).add(method.text());
    return this;
  }

  /** After the last path: all that is left is refused. */
  void refuseOthers() {
    methods.forEach(
        (path, allowed) ->
            routes.any(
                path,
                (request, response) -> {
                  var list = String.join(", ", allowed);
                  response.header(HeaderNames.ALLOW, list);
                  refuse(405, "method_not_allowed", "is " + list, request, response);
                }));
    routes.any(
        (request, response) ->
            refuse(
                404,
                "not_found",
                "is nothing; see the README for what is served",
                request,
                response));
  }

  private static void refuse(
      int status, String code, String instead, ServerRequest request, ServerResponse response) {
    if (request.prologue().method().equals(Method.HEAD)) {
      // Helidon would send what is said, which the client takes for the next response.
      response.status(status).send();
      return;
    }
    var sentence =
        "There is no %s %s; at this path there %s."
            .formatted(request.prologue().method().text(), request.path().path(), instead);
    new ApiError(status, "invalid_request_error", code, null, sentence).send(response);
  }
}
