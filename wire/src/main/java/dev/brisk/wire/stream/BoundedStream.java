package dev.brisk.wire.stream;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** A body that says how long it is. */
final class BoundedStream extends InputStream {
  private final InputStream in;
  private long left;

  BoundedStream(InputStream in, long length) throws IOException {
    if (length < 0) {
      throw new ProtocolException("the answer does not say how long it is");
    }
    this.in = in;
    this.left = length;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 255;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (left == 0 || length == 0) {
      return left == 0 ? -1 : 0;
    }
    int count = in.read(bytes, offset, (int) Math.min(length, left));
    if (count < 0) {
      throw new EOFException("the answer was cut off");
    }
    left -= count;
    return count;
  }
}
