package dev.brisk.wire.stream;

import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * One HTTP/1.1 request and the head of its response, over a plain socket. The JDK's client can do
 * far more, and its first use costs a new process over 200 ms; a command that edits a file has 400.
 */
final class HttpExchange implements AutoCloseable {
  private static final int MAX_BODY = 1 << 20;

  private final Socket socket;
  private final ArrivalStream in;
  private final HttpHead head;

  private HttpExchange(Socket socket, String request) throws IOException {
    this.socket = socket;
    this.in = new ArrivalStream(socket.getInputStream());
    socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
    this.head = HttpHead.read(in);
  }

  /**
   * Sends a request without a body.
   *
   * @param base the server's address, {@code http://HOST:PORT} or https
   * @param more further header lines, each with its line end
   * @throws IOException if nobody answers in time, or not in HTTP
   */
  static HttpExchange send(
      URI base, String method, String path, String token, String more, Duration timeout)
      throws IOException {
    var endpoint = Endpoint.of(base);
    var socket = endpoint.connect(timeout);
    try {
      var request =
          method
              + " "
              + endpoint.prefix()
              + path
              + " HTTP/1.1\r\nHost: "
              + endpoint.authority()
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
    return head.status();
  }

  Socket socket() {
    return socket;
  }

  /** What follows the head. */
  ArrivalStream in() {
    return in;
  }

  /** The body of a response that says how long it is. */
  String body() throws IOException {
    int length;
    try {
      length = Integer.parseInt(head.header("content-length").orElse("0"));
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
}
