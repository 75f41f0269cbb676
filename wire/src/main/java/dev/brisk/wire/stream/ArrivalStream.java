package dev.brisk.wire.stream;

import java.io.IOException;
import java.io.InputStream;

/**
 * A buffer in front of a socket that knows when its bytes came: the moment is taken as soon as the
 * system has handed them over, before anybody looks at them. For one thread.
 */
public final class ArrivalStream extends InputStream {
  private final InputStream in;
  private final byte[] buffer = new byte[16_384];
  private int at;
  private int end;
  private long arrived;

  /** In front of {@code in}, which nobody else may read. */
  public ArrivalStream(InputStream in) {
    this.in = in;
  }

  /** When the byte that was read last came, by {@link System#nanoTime}. */
  public long arrivedNanos() {
    return arrived;
  }

  @Override
  public int read() throws IOException {
    return at == end && !fill() ? -1 : buffer[at++] & 255;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (at == end && !fill()) {
      return -1;
    }
    int count = Math.min(length, end - at);
    System.arraycopy(buffer, at, bytes, offset, count);
    at += count;
    return count;
  }

  @Override
  public int available() {
    return end - at;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private boolean fill() throws IOException {
    int count = in.read(buffer, 0, buffer.length);
    arrived = System.nanoTime();
    at = 0;
    end = Math.max(count, 0);
    return count > 0;
  }
}
