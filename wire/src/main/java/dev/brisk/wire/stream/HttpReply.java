package dev.brisk.wire.stream;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** An answer whose head has come; its body is read once, as text or as events. For one thread. */
public final class HttpReply {
  private static final int MAX_BODY = 16 << 20;

  private final HttpHead head;
  private final ArrivalStream connection;
  private final InputStream body;
  private final boolean endsWithConnection;
  private boolean ended;

  HttpReply(HttpHead head, ArrivalStream connection) throws IOException {
    this.head = head;
    this.connection = connection;
    this.body = HttpLink.body(head, connection);
    this.endsWithConnection = body == connection;
  }

  public int status() {
    return head.status();
  }

  /** The header with this name, given in small letters. */
  public Optional<String> header(String name) {
    return head.header(name);
  }

  /** The whole body. */
  public String text() throws IOException {
    byte[] bytes = body.readNBytes(MAX_BODY);
    if (bytes.length == MAX_BODY) {
      throw new ProtocolException("the answer is too long");
    }
    ended = true;
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** The body as server-sent events. */
  public EventStream events() {
    return new EventStream(this);
  }

  /** The next byte of the body, or -1 at its end. */
  int read() throws IOException {
    int c = body.read();
    ended |= c < 0;
    return c;
  }

  long arrivedNanos() {
    return connection.arrivedNanos();
  }

  boolean leavesConnection() {
    return ended
        && !endsWithConnection
        && !head.header("connection").orElse("").equalsIgnoreCase("close");
  }
}
