package dev.brisk.wire.stream;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The status line and the headers of a response in HTTP/1.1. */
final class HttpHead {
  private static final int MAX_HEAD = 65_536;

  private final int status;
  private final Map<String, String> headers;

  private HttpHead(int status, Map<String, String> headers) {
    this.status = status;
    this.headers = headers;
  }

  /**
   * Reads a head up to the empty line.
   *
   * @throws EOFException if the other side hung up
   * @throws ProtocolException if it is not HTTP/1.1
   */
  static HttpHead read(InputStream in) throws IOException {
    var line = readLine(in);
    if (!line.startsWith("HTTP/1.1 ") || line.length() < 12) {
      throw notHttp(null);
    }
    Map<String, String> headers = new TreeMap<>();
    int total = line.length();
    for (var header = readLine(in); !header.isEmpty(); header = readLine(in)) {
      total += header.length();
      if (total > MAX_HEAD) {
        throw new ProtocolException("the head of the answer is too long");
      }
      int colon = header.indexOf(':');
      if (colon > 0) {
        headers.put(
            header.substring(0, colon).toLowerCase(Locale.ROOT),
            header.substring(colon + 1).strip());
      }
    }
    try {
      return new HttpHead(Integer.parseInt(line.substring(9, 12)), headers);
    } catch (NumberFormatException e) {
      throw notHttp(e);
    }
  }

  int status() {
    return status;
  }

  /** The header with this name, given in small letters. */
  Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  private static IOException notHttp(@Nullable Exception cause) {
    return new ProtocolException("what answers does not speak HTTP/1.1", cause);
  }

  private static String readLine(InputStream in) throws IOException {
    var line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("the server hung up");
      }
      if (line.length() > MAX_HEAD) {
        throw new ProtocolException("the head of the answer is too long");
      }
      line.append((char) c);
    }
    int end = line.length();
    return line.substring(0, end > 0 && line.charAt(end - 1) == '\r' ? end - 1 : end);
  }
}
