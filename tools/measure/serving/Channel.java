import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * A connection that is only looked at for tokens: it finds in the bytes that come where an event begins that
 * brings one, and parses nothing else, so that the client takes little of the machine. Not for many threads.
 */
final class Channel implements AutoCloseable {
  /** What is told of the tokens. */
  interface Tokens {
    /**
     * A token has come.
     *
     * @param bytes the beginning of its event, from {@code from} on
     */
    void token(byte[] bytes, int from, int end);
  }

  /** An event says within so many bytes what it is. */
  private static final int LOOK = 400;

  private final SocketChannel socket;
  private final byte[] marker;
  private final byte[] last;
  private final Tokens tokens;
  private final ByteBuffer buffer = ByteBuffer.allocate(1 << 18);
  private boolean framed;
  private long skip;
  private boolean ended;

  /**
   * @param marker what stands in each event that brings a token, and nowhere else
   * @param last what stands in the event that ends an answer
   */
  Channel(URI uri, String marker, String last, Tokens tokens) throws IOException {
    this.marker = marker.getBytes(StandardCharsets.UTF_8);
    this.last = last.getBytes(StandardCharsets.UTF_8);
    this.tokens = tokens;
    socket = SocketChannel.open(new InetSocketAddress(uri.getHost(), uri.getPort()));
    socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
  }

  SocketChannel socket() {
    return socket;
  }

  boolean ended() {
    return ended;
  }

  /** Upgrades to a WebSocket. */
  Channel upgrade(String path, String token) throws IOException {
    write(
        ("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " + token)
            + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            + "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n");
    var head = new StringBuilder();
    var one = ByteBuffer.allocate(1);
    while (head.indexOf("\r\n\r\n") < 0) {
      if (socket.read(one.clear()) < 0) {
        throw new IOException("the server hung up: " + head);
      }
      head.append((char) one.get(0));
    }
    if (!head.toString().startsWith("HTTP/1.1 101")) {
      throw new IOException("the server answered " + head);
    }
    framed = true;
    return this;
  }

  /** Sends a text over the WebSocket. */
  void say(String text) throws IOException {
    ended = false;
    byte[] payload = text.getBytes(StandardCharsets.UTF_8);
    var frame = ByteBuffer.allocate(payload.length + 14);
    frame.put((byte) 0x81);
    if (payload.length < 126) {
      frame.put((byte) (0x80 | payload.length));
    } else {
      frame.put((byte) (0x80 | 126)).putShort((short) payload.length);
    }
    // Masked with zeros, which leaves it as it is.
    frame.putInt(0).put(payload).flip();
    while (frame.hasRemaining()) {
      int written = socket.write(frame);
    }
  }

  void post(String path, String token, String body) throws IOException {
    ended = false;
    write(
        "POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " + token
            + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
  }

  private void write(String text) throws IOException {
    var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      int written = socket.write(bytes);
    }
  }

  /** Reads what is there. */
  void read() throws IOException {
    if (socket.read(buffer) < 0) {
      throw new IOException("the server hung up");
    }
    buffer.flip();
    while (framed ? frame() : line()) {
      // One message after the other.
    }
    buffer.compact();
    if (!buffer.hasRemaining()) {
      throw new IOException("the server sent a line that is too long");
    }
  }

  /** Looks at the next frame, of which only the beginning is kept. */
  private boolean frame() {
    int gone = (int) Math.min(skip, buffer.remaining());
    buffer.position(buffer.position() + gone);
    skip -= gone;
    int at = buffer.position();
    if (skip > 0 || buffer.remaining() < 2) {
      return false;
    }
    long length = buffer.get(at + 1) & 127;
    int head = length < 126 ? 2 : length == 126 ? 4 : 10;
    if (buffer.remaining() < head) {
      return false;
    }
    length = length < 126 ? length : length == 126 ? buffer.getShort(at + 2) & 0xFFFF : buffer.getLong(at + 2);
    if (buffer.remaining() < head + Math.min(length, LOOK)) {
      return false;
    }
    look(at + head, at + head + (int) Math.min(length, LOOK));
    buffer.position(at + head);
    skip = length;
    return true;
  }

  private boolean line() {
    byte[] bytes = buffer.array();
    int at = buffer.position();
    for (int i = at; i < buffer.limit(); i++) {
      if (bytes[i] == '\n') {
        look(at, Math.min(i, at + LOOK));
        buffer.position(i + 1);
        return true;
      }
    }
    return false;
  }

  private void look(int from, int to) {
    byte[] bytes = buffer.array();
    if (contains(bytes, from, to, marker)) {
      tokens.token(bytes, from, to);
    } else if (contains(bytes, from, to, last)) {
      ended = true;
    }
  }

  private static boolean contains(byte[] bytes, int from, int to, byte[] what) {
    for (int at = from; at <= to - what.length; at++) {
      int same = 0;
      while (same < what.length && bytes[at + same] == what[same]) {
        same++;
      }
      if (same == what.length) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
