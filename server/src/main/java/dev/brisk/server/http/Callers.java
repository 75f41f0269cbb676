package dev.brisk.server.http;

import dev.brisk.server.answer.Caller;
import io.helidon.webserver.http.ServerRequest;

/** Who sent a request, as the {@link Gate} has found out. */
final class Callers {
  private Callers() {}

  static Caller of(ServerRequest request) {
    return request.context().get(Caller.class).orElse(Caller.LOCAL);
  }
}
