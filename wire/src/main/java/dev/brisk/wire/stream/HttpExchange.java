package dev.brisk.wire.stream;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * One HTTP/1.1 request to a server on this machine and the head of its response, over a plain
 * socket. The JDK's client can do far more, and its first use costs a new process over 200 ms; a
 * command that edits a file has 400.
 */
final class HttpExchange implements AutoCloseable {
  private static final int MAX_HEAD = 65_536;
  private static final int MAX_BODY = 1 << 20;

  private final Socket socket;
  private final InputStream in;
  private final int status;
  private final Map<String, String> headers = new TreeMap<>();

  private HttpExchange(Socket socket, String request) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream(), 16_384);
    socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
    this.status = readHead();
  }

  /**
   * Sends a request without a body.
   *
   * @param base the server's address, {@code http://HOST:PORT}
   * @param more further header lines, each with its line end
   * @throws IOException if nobody answers in time, or not in HTTP
   */
  static HttpExchange send(
      URI base, String method, String path, String token, String more, Duration timeout)
      throws IOException {
    int milliseconds = Math.clamp(timeout.toMillis(), 1, Integer.MAX_VALUE);
    var socket = new Socket();
    try {
      socket.connect(new InetSocketAddress(base.getHost(), base.getPort()), milliseconds);
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(milliseconds);
      var request =
          method
              + " "
              + path
              + " HTTP/1.1\r\nHost: "
              + base.getRawAuthority()
              + "\r\nAuthorization: Bearer "
              + token
              + "\r\n"
              + more
              + "\r\n";
      return new HttpExchange(socket, request);
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  int status() {
    return status;
  }

  Socket socket() {
    return socket;
  }

  /** What follows the head. */
  InputStream in() {
    return in;
  }

  /** The body of a response that says how long it is. */
  String body() throws IOException {
    int length;
    try {
      length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    } catch (NumberFormatException e) {
      throw new IOException("the answer does not say how long it is", e);
    }
    if (length < 0 || length > MAX_BODY) {
      throw new IOException("the answer is too long");
    }
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("the answer was cut off");
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      // It is as good as closed.
    }
  }

  private int readHead() throws IOException {
    var line = readLine();
    if (!line.startsWith("HTTP/1.1 ") || line.length() < 12) {
      throw new IOException("what answers does not speak HTTP/1.1");
    }
    int total = line.length();
    for (var header = readLine(); !header.isEmpty(); header = readLine()) {
      total += header.length();
      if (total > MAX_HEAD) {
        throw new IOException("the head of the answer is too long");
      }
      int colon = header.indexOf(':');
      if (colon > 0) {
        headers.put(
            header.substring(0, colon).toLowerCase(Locale.ROOT),
            header.substring(colon + 1).strip());
      }
    }
    try {
      return Integer.parseInt(line.substring(9, 12));
    } catch (NumberFormatException e) {
      throw new IOException("what answers does not speak HTTP/1.1", e);
    }
  }

  private String readLine() throws IOException {
    var line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("the server hung up");
      }
      if (line.length() > MAX_HEAD) {
        throw new IOException("the head of the answer is too long");
      }
      line.append((char) c);
    }
    int end = line.length();
    return line.substring(0, end > 0 && line.charAt(end - 1) == '\r' ? end - 1 : end);
  }
}
