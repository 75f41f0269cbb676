package dev.brisk.server.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Optional;

/**
 * Who may come in: requests that name this machine as their host, so that a web page cannot come
 * here under a name of its own (DNS rebinding), and that carry the token.
 */
final class Gate {
  private static final String SCHEME = "bearer ";

  private final byte[] token;

  Gate(String token) {
    this.token = token.getBytes(StandardCharsets.UTF_8);
  }

  /** Why a request with these headers is turned away; empty if it may come in. */
  Optional<ApiError> refuse(Headers headers, boolean needsToken) {
    var host = headers.first(HeaderNames.HOST).orElse("");
    if (!isLoopback(host)) {
      return Optional.of(
          new ApiError(
              403,
              "invalid_request_error",
              "host_not_allowed",
              "Host",
              "This server answers only under 127.0.0.1, localhost and [::1]; use one of these in the address."));
    }
    if (needsToken && !carriesToken(headers)) {
      return Optional.of(
          new ApiError(
              401,
              "authentication_error",
              "invalid_api_key",
              null,
              "The token is missing or wrong; send Authorization: Bearer with the token of the server's state file."));
    }
    return Optional.empty();
  }

  private boolean carriesToken(Headers headers) {
    var value = headers.first(HeaderNames.AUTHORIZATION).orElse("");
    if (!value.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return false;
    }
    // Takes the same time wherever the first difference is.
    return MessageDigest.isEqual(
        value.substring(SCHEME.length()).strip().getBytes(StandardCharsets.UTF_8), token);
  }

  private static boolean isLoopback(String host) {
    var name = host.toLowerCase(Locale.ROOT).replaceFirst(":[0-9]*$", "");
    return name.equals("127.0.0.1") || name.equals("localhost") || name.equals("[::1]");
  }
}
