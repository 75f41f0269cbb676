package dev.brisk.wire.stream;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The client's side of a WebSocket (RFC 6455): texts out, texts in. Many threads may send, one may
 * receive.
 */
public final class WebSocketLink implements AutoCloseable {
  private static final int CONTINUATION = 0;
  private static final int TEXT = 1;
  private static final int BINARY = 2;
  private static final int CLOSE = 8;
  private static final int PING = 9;

  /** A longer message is not taken. */
  private static final int MAX_MESSAGE = 64 << 20;

  private final HttpExchange http;
  private final DataInputStream in;
  private final OutputStream out;

  // Read by the thread that receives.
  private String closeReason = "";

  private WebSocketLink(HttpExchange http) throws IOException {
    this.http = http;
    this.in = new DataInputStream(http.in());
    this.out = http.socket().getOutputStream();
    // An edit may take its time; only the handshake may not.
    http.socket().setSoTimeout(0);
  }

  /**
   * Asks for a WebSocket.
   *
   * @param base {@code http://HOST[:PORT]} or {@code https://…}
   * @param timeout for the handshake; a message may take its time
   * @throws StatusException if the server answers with something else than one
   * @throws IOException if it does not answer
   */
  public static WebSocketLink connect(URI base, String path, String token, Duration timeout)
      throws IOException {
    byte[] nonce = new byte[16];
    // Nonce and masks keep proxies from being fooled, and there is none on the way to loopback.
    ThreadLocalRandom.current().nextBytes(nonce);
    var headers =
        "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: "
            + Base64.getEncoder().encodeToString(nonce)
            + "\r\n";
    var http = HttpExchange.send(base, "GET", path, token, headers, timeout);
    if (http.status() != 101) {
      http.close();
      throw new StatusException(http.status());
    }
    return new WebSocketLink(http);
  }

  /** Sends a text, given in UTF-8. */
  public void send(byte[] text) throws IOException {
    frame(TEXT, text);
  }

  /**
   * Waits for the next text.
   *
   * @return null once the server has closed the connection properly
   * @throws IOException if it broke
   */
  public @Nullable String receive() throws IOException {
    var message = new ByteArrayOutputStream();
    while (true) {
      int head = in.readUnsignedByte();
      byte[] payload = payload(message.size());
      switch (head & 15) {
        case CONTINUATION, TEXT -> {
          message.writeBytes(payload);
          if ((head & 128) != 0) {
            return message.toString(StandardCharsets.UTF_8);
          }
        }
        case PING -> frame(10, payload);
        case CLOSE -> {
          // A code of two bytes, then words.
          closeReason =
              payload.length <= 2
                  ? ""
                  : new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8).strip();
          return null;
        }
        case BINARY -> throw new ProtocolException("the server sent something else than text");
        default -> {
          // A pong that nobody asked for.
        }
      }
    }
  }

  /** When the last byte of the text came that was received last, by {@link System#nanoTime}. */
  public long arrivedNanos() {
    return http.in().arrivedNanos();
  }

  /** Why the server closed the connection, once {@link #receive} has returned null; or empty. */
  public String closeReason() {
    return closeReason;
  }

  @Override
  public void close() {
    http.close();
  }

  private byte[] payload(int already) throws IOException {
    long length = in.readUnsignedByte();
    if (length > 127) {
      throw new ProtocolException("the server masks its frames");
    }
    if (length == 126) {
      length = in.readUnsignedShort();
    } else if (length == 127) {
      length = in.readLong();
    }
    if (length < 0 || length > MAX_MESSAGE - already) {
      throw new ProtocolException("the server sent too long a message");
    }
    byte[] payload = in.readNBytes((int) length);
    if (payload.length < length) {
      throw new EOFException("the server hung up");
    }
    return payload;
  }

  private void frame(int opcode, byte[] payload) throws IOException {
    int extra = payload.length < 126 ? 0 : payload.length < 65_536 ? 2 : 8;
    byte[] frame = new byte[2 + extra + 4 + payload.length];
    frame[0] = (byte) (128 | opcode);
    frame[1] = (byte) (128 | (extra == 0 ? payload.length : extra == 2 ? 126 : 127));
    for (int i = 0; i < extra; i++) {
      frame[2 + i] = (byte) ((long) payload.length >>> (8 * (extra - 1 - i)));
    }
    int mask = ThreadLocalRandom.current().nextInt();
    int at = 2 + extra;
    for (int i = 0; i < 4; i++) {
      frame[at + i] = (byte) (mask >>> (8 * i));
    }
    for (int i = 0; i < payload.length; i++) {
      frame[at + 4 + i] = (byte) (payload[i] ^ (mask >>> (8 * (i & 3))));
    }
    synchronized (out) {
      out.write(frame);
    }
  }

  /** The server answered, but not with a WebSocket. */
  public static final class StatusException extends IOException {
    private static final long serialVersionUID = 1L;

    private final int status;

    StatusException(int status) {
      super("the server answered with status " + status);
      this.status = status;
    }

    public int status() {
      return status;
    }
  }
}
