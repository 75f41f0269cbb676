package dev.brisk.server.http;

import dev.brisk.server.admission.Limits;
import dev.brisk.server.answer.Caller;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/** Writes what a caller has left into the headers of an answer. */
record LeftHeaders(Limits limits, Caller caller, ServerResponse response) {
  /** Does so for the answer to a request, if somebody has come with it. */
  static void write(ServerRequest request) {
    request.context().get(LeftHeaders.class).ifPresent(LeftHeaders::write);
  }

  /** Writes what is left now, in place of what was written before. */
  void write() {
    limits.snapshot(caller).ifPresent(allowance -> allowance.headers().forEach(response::header));
  }
}
