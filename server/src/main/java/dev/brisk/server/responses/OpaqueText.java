package dev.brisk.server.responses;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * A text that a client keeps for the server and sends back as it is: {@code encrypted_content}. It
 * comes from the client's own conversation, so it is no secret to it and only made opaque.
 */
final class OpaqueText {
  private static final String MARK = "brisk1.";

  private OpaqueText() {}

  static String of(String text) {
    return MARK
        + Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The text; empty if it was made by somebody else. */
  static Optional<String> read(String opaque) {
    if (!opaque.startsWith(MARK)) {
      return Optional.empty();
    }
    try {
      var bytes = Base64.getUrlDecoder().decode(opaque.substring(MARK.length()));
      return Optional.of(new String(bytes, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
