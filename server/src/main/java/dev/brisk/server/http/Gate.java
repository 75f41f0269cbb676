package dev.brisk.server.http;

import dev.brisk.server.admission.KeyStore;
import dev.brisk.server.answer.Caller;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Who may come in by a {@link Door}. Requests must name a host that the server has, so that a web
 * page cannot come here under a name of its own (DNS rebinding); they must not come from a web page
 * that was not allowed; and they need a key where the door asks for one (docs/decisions/0094).
 */
final class Gate {
  /** What a request wants. */
  enum Need {
    /** To know whether the server is there. */
    LOOK,
    /** An answer. */
    ANSWER,
    /** What only the owner may do. */
    OWNER
  }

  private static final String SCHEME = "bearer ";
  private static final HeaderName FETCH_SITE = HeaderNames.create("Sec-Fetch-Site");
  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");
  private static final Pattern ADDRESS =
      Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|\\[[0-9a-f:.]+]");

  private final Door door;
  private final Access access;
  private final byte[] token;

  Gate(Door door, Access access) {
    this.door = door;
    this.access = access;
    this.token = access.token().getBytes(StandardCharsets.UTF_8);
  }

  /** Whether a request with these headers may come in, and as whom. */
  Entry ask(Headers headers, Need need) {
    var host = headers.first(HeaderNames.HOST).orElse("").toLowerCase(Locale.ROOT);
    if (!isOurs(host.replaceFirst(":[0-9]*$", ""))) {
      return refused(
          403,
          "invalid_request_error",
          "host_not_allowed",
          door.isLocal()
              ? "This server answers only under 127.0.0.1, localhost and [::1]; use one of these in the address."
              : "This server does not answer under this name; use its address, or start it with --host NAME.");
    }
    if (!comesFromAllowed(headers, host)) {
      return refused(
          403,
          "invalid_request_error",
          "origin_not_allowed",
          "Web pages of this origin may not use this server; start it with --allow-origin ORIGIN if they should.");
    }
    return need == Need.LOOK ? new Entry.Allowed(Caller.LOCAL) : identify(headers, need);
  }

  /** The origin of a web page that may read the answers, if the request comes from one. */
  Optional<String> allowedOrigin(Headers headers) {
    return headers.first(HeaderNames.ORIGIN).filter(door.origins()::contains);
  }

  private Entry identify(Headers headers, Need need) {
    var key = bearer(headers);
    // Takes the same time wherever the first difference is.
    if (MessageDigest.isEqual(key.getBytes(StandardCharsets.UTF_8), token)) {
      return new Entry.Allowed(Caller.LOCAL);
    }
    var caller = access.keys().caller(key);
    if (caller.isPresent() && need == Need.OWNER) {
      return refused(
          403,
          "invalid_request_error",
          "owner_only",
          "Keys are for answers; this needs the token of the server's state file.");
    }
    if (caller.isPresent()) {
      return new Entry.Allowed(caller.get());
    }
    if (need == Need.OWNER) {
      return unknown(
          "The token is missing or wrong; send Authorization: Bearer with the token of the server's state file.");
    }
    // Clients that cannot do without a key send any one. But one of ours that is not good is a
    // mistake.
    if (door.needsKey() || key.startsWith(KeyStore.PREFIX)) {
      return unknown(
          key.isEmpty()
              ? "A key is needed; send Authorization: Bearer with one that brisk keys create has made."
              : "The key is unknown or was revoked; send one that brisk keys create has made.");
    }
    return new Entry.Allowed(Caller.LOCAL);
  }

  private static String bearer(Headers headers) {
    var value = headers.first(HeaderNames.AUTHORIZATION).orElse("");
    return value.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        ? value.substring(SCHEME.length()).strip()
        : "";
  }

  /** A number is no name that somebody could have pointed here. */
  private boolean isOurs(String name) {
    return LOOPBACK.contains(name)
        || door.hosts().contains(name)
        || (!door.isLocal() && ADDRESS.matcher(name).matches());
  }

  /**
   * Browsers name the page that a request comes from, or at least whether it is of another site.
   * Other programs do not.
   */
  private boolean comesFromAllowed(Headers headers, String host) {
    var origin = headers.first(HeaderNames.ORIGIN);
    if (origin.isPresent()) {
      var own = (door.tls().isPresent() ? "https://" : "http://") + host;
      return door.origins().contains(origin.get()) || origin.get().equalsIgnoreCase(own);
    }
    var site = headers.first(FETCH_SITE).orElse("none");
    return site.equals("none") || site.equals("same-origin");
  }

  private static Entry unknown(String sentence) {
    return refused(401, "authentication_error", "invalid_api_key", sentence);
  }

  private static Entry refused(int status, String type, String code, String sentence) {
    return new Entry.Refused(new ApiError(status, type, code, null, sentence));
  }
}
