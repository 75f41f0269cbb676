package dev.brisk.server.http;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Frames of a server's side of a WebSocket (RFC 6455, section 5), one after the other. */
final class FrameBuffer {
  static final int TEXT = 1;
  static final int CLOSE = 8;
  static final int PONG = 10;

  /** A larger buffer is let go of once it is empty. */
  private static final int KEEP = 1 << 18;

  private static final int FINAL = 128;
  private static final int MOST_CONTROL = 125;

  private byte[] bytes = new byte[1024];
  private int length;

  /** The frames, in the first {@link #length} bytes. */
  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  void clear() {
    length = 0;
    if (bytes.length > KEEP) {
      bytes = new byte[1024];
    }
  }

  /** Adds one frame that is a whole message. */
  void frame(int opcode, byte[] payload, int size) {
    reserve(size + 10);
    bytes[length++] = (byte) (FINAL | opcode);
    if (size < 126) {
      bytes[length++] = (byte) size;
    } else if (size < 1 << 16) {
      bytes[length++] = 126;
      number(size, 2);
    } else {
      bytes[length++] = 127;
      number(size, 8);
    }
    System.arraycopy(payload, 0, bytes, length, size);
    length += size;
  }

  /** The payload of a frame that closes the connection; a long reason is cut. */
  static byte[] closing(int code, String reason) {
    var words = reason.getBytes(StandardCharsets.UTF_8);
    int size = Math.min(words.length, MOST_CONTROL - 2);
    while (size < words.length && size > 0 && (words[size] & 0xC0) == 0x80) {
      size--;
    }
    var payload = new byte[2 + size];
    payload[0] = (byte) (code >>> 8);
    payload[1] = (byte) code;
    System.arraycopy(words, 0, payload, 2, size);
    return payload;
  }

  private void number(long value, int size) {
    for (int i = size - 1; i >= 0; i--) {
      bytes[length++] = (byte) (value >>> (8 * i));
    }
  }

  private void reserve(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(length + more, 2 * bytes.length));
    }
  }
}
