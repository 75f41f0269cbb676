package dev.brisk.lab.mock;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** The reading side of a WebSocket of the mock: whole texts in single, masked frames. */
final class MockSocket {
  private static final String MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

  private final DataInputStream in;

  MockSocket(InputStream in) {
    this.in = new DataInputStream(in);
  }

  /** The answer to an upgrade (RFC 6455, 4.2.2). */
  static byte[] handshake(MockRequest request) {
    var key = request.headers().getOrDefault("sec-websocket-key", "");
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-1")
              .digest((key + MAGIC).getBytes(StandardCharsets.US_ASCII));
      return ("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
              + "Sec-WebSocket-Accept: "
              + Base64.getEncoder().encodeToString(hash)
              + "\r\n\r\n")
          .getBytes(StandardCharsets.US_ASCII);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Waits for the next text; null when the client closes. */
  @Nullable String next() throws IOException {
    while (true) {
      int head = in.readUnsignedByte();
      long length = in.readUnsignedByte() & 127;
      if (length == 126) {
        length = in.readUnsignedShort();
      } else if (length == 127) {
        length = in.readLong();
      }
      int mask = in.readInt();
      byte[] payload = in.readNBytes((int) Math.min(length, 64 << 20));
      for (int i = 0; i < payload.length; i++) {
        payload[i] ^= (byte) (mask >>> (8 * (3 - (i & 3))));
      }
      switch (head & 15) {
        case 1 -> {
          return new String(payload, StandardCharsets.UTF_8);
        }
        case 8 -> {
          return null;
        }
        default -> {
          // Pings and pongs; Brisk's clients send none.
        }
      }
    }
  }
}
