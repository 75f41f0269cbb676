package dev.brisk.server.http;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import io.helidon.webserver.http.ServerResponse;

/** Tells browsers that a page of another origin may read an answer. */
final class CrossOrigin {
  private static final HeaderName WANTED = HeaderNames.create("Access-Control-Request-Headers");

  private CrossOrigin() {}

  /**
   * Allows one page.
   *
   * @param page its origin, which was found to be allowed
   */
  static void allow(String page, Headers request, ServerResponse response) {
    response.header("Access-Control-Allow-Origin", page);
    response.header("Access-Control-Allow-Methods", "GET, POST, DELETE");
    response.header(
        "Access-Control-Allow-Headers",
        request.first(WANTED).orElse("authorization, content-type"));
    response.header(HeaderNames.VARY, "Origin");
  }
}
