package dev.brisk.server.upstream;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * Where an engine is.
 *
 * @param shown scheme, host and port: all of the address that is ever said to anybody
 * @param base what the paths of the API are appended to
 * @param query what follows each path, with its question mark, or empty
 * @param basic the value of an {@code Authorization} header, if the address had a user in it
 */
record Endpoint(String shown, String base, String query, Optional<String> basic) {
  /** An address without a path is taken for that of a server whose API begins at {@code /v1}. */
  static Endpoint of(URI url) {
    var port = url.getPort() < 0 ? "" : ":" + url.getPort();
    var shown = url.getScheme() + "://" + url.getHost() + port;
    var path = url.getRawPath() == null ? "" : url.getRawPath().replaceFirst("/+$", "");
    return new Endpoint(
        shown,
        shown + (path.isEmpty() ? "/v1" : path),
        url.getRawQuery() == null ? "" : "?" + url.getRawQuery(),
        Optional.ofNullable(url.getUserInfo())
            .map(
                user ->
                    "Basic "
                        + Base64.getEncoder()
                            .encodeToString(user.getBytes(StandardCharsets.UTF_8))));
  }

  /** The address of a part of the API, such as {@code /chat/completions}. */
  URI uri(String path) {
    return URI.create(base + path + query);
  }
}
