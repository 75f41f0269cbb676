package dev.brisk.wire.stream;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Server-sent events (WHATWG HTML, 9.2) with the moments at which they came. Names, ids and
 * comments are passed over: the APIs that are read here say all in the data. For one thread.
 */
public final class EventStream {
  private static final int MAX_EVENT = 16 << 20;
  private static final byte[] DATA = {'d', 'a', 't', 'a', ':'};

  private final HttpReply reply;
  private byte[] line = new byte[512];
  private int length;
  private long arrived;

  EventStream(HttpReply reply) {
    this.reply = reply;
  }

  /**
   * Waits for the next event.
   *
   * @return its data, or null at the end of the stream
   * @throws IOException if the connection breaks
   */
  public @Nullable String next() throws IOException {
    @Nullable String data = null;
    while (readLine()) {
      if (length == 0) {
        if (data != null) {
          arrived = reply.arrivedNanos();
          return data;
        }
      } else if (startsWithData()) {
        int from = length > DATA.length && line[DATA.length] == ' ' ? 6 : 5;
        var more = new String(line, from, length - from, StandardCharsets.UTF_8);
        data = data == null ? more : data + "\n" + more;
      }
    }
    // An event that no empty line ends is dropped, as the standard wants it.
    return null;
  }

  /** When the last byte of the event came that was returned last, by {@link System#nanoTime}. */
  public long arrivedNanos() {
    return arrived;
  }

  private boolean startsWithData() {
    return length >= DATA.length && Arrays.equals(line, 0, DATA.length, DATA, 0, DATA.length);
  }

  private boolean readLine() throws IOException {
    length = 0;
    for (int c = reply.read(); c != '\n'; c = reply.read()) {
      if (c < 0) {
        return false;
      }
      if (length == line.length) {
        if (length >= MAX_EVENT) {
          throw new ProtocolException("an event of the stream is too long");
        }
        line = Arrays.copyOf(line, 2 * length);
      }
      line[length++] = (byte) c;
    }
    if (length > 0 && line[length - 1] == '\r') {
      length--;
    }
    return true;
  }
}
