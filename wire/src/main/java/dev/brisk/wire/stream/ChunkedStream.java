package dev.brisk.wire.stream;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** A body in the transfer encoding "chunked" (RFC 9112, 7.1), whose trailers are passed over. */
final class ChunkedStream extends InputStream {
  private final InputStream in;
  private long left;
  private boolean first = true;
  private boolean ended;

  ChunkedStream(InputStream in) {
    this.in = in;
  }

  @Override
  public int read() throws IOException {
    if (left == 0 && !nextChunk()) {
      return -1;
    }
    int c = in.read();
    if (c < 0) {
      throw new EOFException("the answer was cut off");
    }
    left--;
    return c;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (left == 0 && !nextChunk()) {
      return -1;
    }
    int count = in.read(bytes, offset, (int) Math.min(length, left));
    if (count < 0) {
      throw new EOFException("the answer was cut off");
    }
    left -= count;
    return count;
  }

  private boolean nextChunk() throws IOException {
    if (ended) {
      return false;
    }
    if (!first && !line().isEmpty()) {
      throw new ProtocolException("a chunk of the answer is longer than it says");
    }
    first = false;
    var size = line();
    int extension = size.indexOf(';');
    try {
      left = Long.parseLong(extension < 0 ? size : size.substring(0, extension).strip(), 16);
    } catch (NumberFormatException e) {
      throw new ProtocolException("a chunk of the answer does not say how long it is", e);
    }
    if (left < 0) {
      throw new ProtocolException("a chunk of the answer does not say how long it is");
    }
    if (left == 0) {
      while (!line().isEmpty()) {
        // A trailer.
      }
      ended = true;
    }
    return !ended;
  }

  private String line() throws IOException {
    var line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("the answer was cut off");
      }
      if (line.length() > 1024) {
        throw new ProtocolException("the answer is not made of chunks as it says");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }
}
