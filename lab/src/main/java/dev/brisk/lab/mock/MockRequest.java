package dev.brisk.lab.mock;

import dev.brisk.wire.json.Json;
import dev.brisk.wire.json.JsonException;
import dev.brisk.wire.json.JsonObject;
import dev.brisk.wire.stream.ArrivalStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request as it was read.
 *
 * @param path such as {@code /v1/responses}
 * @param headers by their names in small letters
 */
record MockRequest(String method, String path, Map<String, String> headers, String body) {
  /** Waits for the next one; null when the client has gone. */
  static @Nullable MockRequest read(ArrivalStream in) throws IOException {
    var first = line(in);
    if (first == null) {
      return null;
    }
    var words = first.split(" ", -1);
    if (words.length != 3) {
      throw new IOException("no HTTP");
    }
    Map<String, String> headers = new HashMap<>();
    for (var line = line(in); line != null && !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        headers.put(
            line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
      }
    }
    byte[] body = in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
    return new MockRequest(words[0], words[1], headers, new String(body, StandardCharsets.UTF_8));
  }

  /** A message on a WebSocket, as a request. */
  static MockRequest ofMessage(String text) {
    return new MockRequest("", "", Map.of(), text);
  }

  boolean upgrades() {
    return headers.getOrDefault("upgrade", "").equalsIgnoreCase("websocket");
  }

  String id() {
    return headers.getOrDefault("x-request-id", "");
  }

  JsonObject json() {
    return Json.parseObject(body);
  }

  /** How many tokens are allowed. */
  int maxTokens() {
    try {
      var json = json();
      for (var name : new String[] {"max_tokens", "max_output_tokens", "n_predict"}) {
        if (json.integer(name).isPresent()) {
          return Math.max(1, json.integer(name).getAsInt());
        }
      }
    } catch (JsonException e) {
      // Whoever wants to know what was sent sees it elsewhere.
    }
    return Integer.MAX_VALUE;
  }

  private static @Nullable String line(ArrivalStream in) throws IOException {
    var line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        if (line.isEmpty()) {
          return null;
        }
        throw new EOFException("cut off");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }
}
