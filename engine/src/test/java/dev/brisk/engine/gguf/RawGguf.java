package dev.brisk.engine.gguf;

import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Puts a GGUF file together piece by piece, so that any piece can be wrong. */
final class RawGguf {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** A file of version 3 up to where the metadata begins. */
  static RawGguf header(long tensors, long keys) {
    return new RawGguf().u32(GgufParser.MAGIC).u32(3).u64(tensors).u64(keys);
  }

  RawGguf u8(int value) {
    out.write(value);
    return this;
  }

  RawGguf u32(int value) {
    var buffer = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value);
    out.writeBytes(buffer.array());
    return this;
  }

  RawGguf u64(long value) {
    var buffer = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value);
    out.writeBytes(buffer.array());
    return this;
  }

  RawGguf string(String value) {
    var bytes = value.getBytes(StandardCharsets.UTF_8);
    u64(bytes.length);
    out.writeBytes(bytes);
    return this;
  }

  RawGguf key(String key, ValueType type) {
    return string(key).u32(type.id());
  }

  RawGguf tensor(String name, int type, long offset, long... shape) {
    string(name).u32(shape.length);
    for (var dimension : shape) {
      u64(dimension);
    }
    return u32(type).u64(offset);
  }

  /** Fills up to the next multiple of 32, where data begins. */
  RawGguf align() {
    return zeros(-out.size() & 31);
  }

  RawGguf zeros(int count) {
    out.writeBytes(new byte[count]);
    return this;
  }

  byte[] bytes() {
    return out.toByteArray();
  }

  GgufFile open() {
    return GgufFile.of("test.gguf", MemorySegment.ofArray(bytes()));
  }
}
