package dev.brisk.wire.stream;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A connection to any HTTP/1.1 server, on which requests follow one another and answers are read
 * while they come. For one thread; {@link #close} may be called by any.
 */
public final class HttpLink implements AutoCloseable {
  private static final byte[] NO_BODY = {};

  private final Endpoint endpoint;
  private final Socket socket;
  private final ArrivalStream in;
  private @Nullable HttpReply last;

  private HttpLink(Endpoint endpoint, Socket socket) throws IOException {
    this.endpoint = endpoint;
    this.socket = socket;
    this.in = new ArrivalStream(socket.getInputStream());
  }

  /**
   * Connects.
   *
   * @param base {@code http://HOST[:PORT]} or {@code https://…}, with a path before those of
   *     requests or without
   * @param timeout for connecting, and then for each silence while an answer is read
   * @throws IOException if nobody answers in time
   */
  public static HttpLink connect(URI base, Duration timeout) throws IOException {
    var endpoint = Endpoint.of(base);
    var socket = endpoint.connect(timeout);
    try {
      return new HttpLink(endpoint, socket);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /** Asks without a body. */
  public HttpReply get(String path, Map<String, String> headers) throws IOException {
    return ask("GET", path, headers, NO_BODY);
  }

  /**
   * Asks with a body of JSON and waits for the head of the answer.
   *
   * @throws ProtocolException if what answers is not HTTP/1.1
   * @throws IOException if the connection breaks
   */
  public HttpReply post(String path, Map<String, String> headers, byte[] json) throws IOException {
    return ask("POST", path, headers, json);
  }

  /** Whether another request may follow: the last answer was read to its end. */
  public boolean reusable() {
    return !socket.isClosed() && (last == null || last.leavesConnection());
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      // It is as good as closed.
    }
  }

  private HttpReply ask(String method, String path, Map<String, String> headers, byte[] body)
      throws IOException {
    if (socket.isClosed()) {
      // By another thread, which may do so at any moment.
      throw new SocketException("the connection was closed");
    }
    if (!reusable()) {
      throw new IllegalStateException("the last answer was not read to its end");
    }
    var head = new StringBuilder(256);
    head.append(method).append(' ').append(endpoint.prefix()).append(path).append(" HTTP/1.1\r\n");
    head.append("Host: ").append(endpoint.authority()).append("\r\n");
    headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    if (body.length > 0) {
      head.append("Content-Type: application/json\r\nContent-Length: ").append(body.length);
      head.append("\r\n");
    }
    byte[] start = head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    // One write, so that the request leaves in one piece.
    byte[] whole = new byte[start.length + body.length];
    System.arraycopy(start, 0, whole, 0, start.length);
    System.arraycopy(body, 0, whole, start.length, body.length);
    socket.getOutputStream().write(whole);
    var reply = new HttpReply(HttpHead.read(in), in);
    last = reply;
    return reply;
  }

  /** The body as it is framed; see {@link HttpReply}. */
  static InputStream body(HttpHead head, InputStream in) throws IOException {
    if (head.header("transfer-encoding").orElse("").equalsIgnoreCase("chunked")) {
      return new ChunkedStream(in);
    }
    var length = head.header("content-length");
    if (length.isEmpty()) {
      return head.status() == 204 || head.status() == 304 ? InputStream.nullInputStream() : in;
    }
    try {
      return new BoundedStream(in, Long.parseLong(length.get()));
    } catch (NumberFormatException e) {
      throw new ProtocolException("the answer does not say how long it is", e);
    }
  }
}
