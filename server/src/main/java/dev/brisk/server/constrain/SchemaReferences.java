package dev.brisk.server.constrain;

import dev.brisk.wire.json.Json;
import dev.brisk.wire.json.JsonObject;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The parts of a JSON schema that it refers to itself, by JSON pointers (RFC 6901). */
record SchemaReferences(JsonObject root) {
  /** What refers to the whole schema. */
  static final String ROOT = "#";

  /**
   * The part that a reference names.
   *
   * @throws ConstraintException if there is none
   */
  Json resolve(String reference) {
    if (!reference.equals(ROOT) && !reference.startsWith("#/")) {
      throw new ConstraintException(
          "The JSON schema refers to '%s'; only references to parts of itself, such as #/$defs/name, are supported."
              .formatted(reference));
    }
    Json at = root;
    for (var part : reference.split("/", -1)) {
      var next = part.equals(ROOT) ? at : child(at, unescaped(part));
      if (next == null) {
        throw new ConstraintException(
            "The JSON schema refers to '%s', but has no such part.".formatted(reference));
      }
      at = next;
    }
    return at;
  }

  private static String unescaped(String part) {
    var decoded = URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    return decoded.replace("~1", "/").replace("~0", "~");
  }

  private static @Nullable Json child(Json parent, String name) {
    return switch (parent) {
      case JsonObject(var members) -> members.get(name);
      case Json.Array(var items) when name.matches("\\d{1,6}") -> {
        int index = Integer.parseInt(name);
        yield index < items.size() ? items.get(index) : null;
      }
      default -> null;
    };
  }
}
