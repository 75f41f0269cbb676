package dev.brisk.engine.gguf;

import dev.brisk.engine.ModelFormatException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;

/**
 * Reads a file from its start to its end and refuses to step beyond it. Everything that reads a
 * length or count asks here whether so many bytes are left before it uses them.
 */
final class Cursor {
  private final String file;
  private final MemorySegment bytes;
  private final long size;
  private long position;

  Cursor(String file, MemorySegment bytes) {
    this.file = file;
    this.bytes = bytes;
    this.size = bytes.byteSize();
  }

  String file() {
    return file;
  }

  MemorySegment bytes() {
    return bytes;
  }

  long position() {
    return position;
  }

  long remaining() {
    return size - position;
  }

  int readInt(String what) {
    need(4, what);
    var value = bytes.get(LittleEndian.INT, position);
    position += 4;
    return value;
  }

  long readLong(String what) {
    need(8, what);
    var value = bytes.get(LittleEndian.LONG, position);
    position += 8;
    return value;
  }

  /**
   * Reads a count of things that each take at least {@code bytesEach} bytes, and at most {@code
   * limit} of them. Unsigned in the file, so what looks negative is huge.
   */
  long readCount(String what, long bytesEach, long limit) {
    var at = position;
    var count = readLong(what);
    if (count < 0 || count > remaining() / bytesEach) {
      throw broken(
          at,
          "%s is %s, more than the %d bytes that follow can hold"
              .formatted(what, Long.toUnsignedString(count), remaining()));
    }
    if (count > limit) {
      throw broken(at, "%s is %d; more than %d are not supported".formatted(what, count, limit));
    }
    return count;
  }

  /** Reads a name: a string of at most {@code limit} bytes. */
  String readName(String what, int limit) {
    var length = (int) readCount("the length of " + what, 1, limit);
    var name = text(bytes, position, length);
    position += length;
    return name;
  }

  /** Steps over a string of at most {@code limit} bytes. */
  void skipString(String what, int limit) {
    // In a vocabulary this runs some 100,000 times, so the message is put together only if needed.
    if (remaining() >= 8) {
      var length = bytes.get(LittleEndian.LONG, position);
      if (length >= 0 && length <= Math.min(limit, remaining() - 8)) {
        position += 8 + length;
        return;
      }
    }
    readCount("the length of a string in " + what, 1, limit);
  }

  void skip(long count, String what) {
    need(count, what);
    position += count;
  }

  private void need(long count, String what) {
    if (count > remaining()) {
      throw broken(position, "the file ends within " + what);
    }
  }

  ModelFormatException broken(long at, String why) {
    return new ModelFormatException(
        "%s is damaged or incomplete: at byte %d, %s.".formatted(file, at, why));
  }

  static String text(MemorySegment bytes, long offset, long length) {
    var raw = new byte[(int) length];
    MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, offset, raw, 0, raw.length);
    return new String(raw, StandardCharsets.UTF_8);
  }
}
