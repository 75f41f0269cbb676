package dev.brisk.engine.gguf;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Writes GGUF files of version 3 with an alignment of 32. Keys and tensors stand in the file in the
 * order in which they were added. Not safe for use by several threads.
 *
 * <p>Misuse (a key or name given twice, a shape that does not fit the data) is an {@link
 * IllegalArgumentException}.
 */
public final class GgufWriter {
  private static final int ALIGNMENT = GgufParser.DEFAULT_ALIGNMENT;

  private record Entry(String name, TensorType type, List<Long> shape, MemorySegment data) {}

  private final Sink metadata = new Sink();
  private final Set<String> keys = new HashSet<>();
  private final List<Entry> tensors = new ArrayList<>();
  private final Set<String> names = new HashSet<>();

  /** Starts an empty file. */
  public GgufWriter() {}

  /** Adds a string. */
  public GgufWriter put(String key, String value) {
    return put(key, ValueType.STRING, value);
  }

  /** Adds an integer as UINT32, or as INT32 if it is negative. */
  public GgufWriter put(String key, int value) {
    return put(key, value < 0 ? ValueType.INT32 : ValueType.UINT32, value);
  }

  /** Adds a number as FLOAT32. */
  public GgufWriter put(String key, float value) {
    return put(key, ValueType.FLOAT32, value);
  }

  /** Adds a truth value. */
  public GgufWriter put(String key, boolean value) {
    return put(key, ValueType.BOOL, value);
  }

  /** Adds an array of strings. */
  public GgufWriter putStrings(String key, List<String> values) {
    return putArray(key, ValueType.STRING, values);
  }

  /** Adds an array of INT32. */
  public GgufWriter putIntegers(String key, List<Integer> values) {
    return putArray(key, ValueType.INT32, values);
  }

  /** Adds an array of FLOAT32. */
  public GgufWriter putFloats(String key, List<Float> values) {
    return putArray(key, ValueType.FLOAT32, values);
  }

  /**
   * Adds a value of any type but an array.
   *
   * @param value a {@link String}, a {@link Boolean}, or a {@link Number} whose low bits are taken
   */
  public GgufWriter put(String key, ValueType type, Object value) {
    startKey(key, type);
    writeValue(type, value);
    return this;
  }

  /** Adds an array with elements of any type but arrays. */
  public GgufWriter putArray(String key, ValueType elementType, List<?> values) {
    startKey(key, ValueType.ARRAY);
    metadata.writeInt(elementType.id());
    metadata.writeLong(values.size());
    for (var value : values) {
      writeValue(elementType, value);
    }
    return this;
  }

  /** Adds a tensor from numbers, which {@link TensorEncoder} turns into bytes. */
  public GgufWriter tensor(String name, TensorType type, List<Long> shape, float[] values) {
    return tensor(name, type, shape, MemorySegment.ofArray(TensorEncoder.encode(type, values)));
  }

  /**
   * Adds a tensor from its bytes.
   *
   * @param shape 1 to 4 dimensions, the contiguous one first
   * @param data exactly the bytes of the tensor; not copied, so they must not change
   */
  public GgufWriter tensor(String name, TensorType type, List<Long> shape, MemorySegment data) {
    if (shape.isEmpty() || shape.size() > GgufParser.MAX_DIMENSIONS) {
      throw new IllegalArgumentException(name + " has a shape of " + shape.size() + " dimensions.");
    }
    if (shape.stream().anyMatch(d -> d < 1) || shape.getFirst() % type.blockElements() != 0) {
      throw new IllegalArgumentException(name + " has a shape that is impossible: " + shape);
    }
    var elements = shape.stream().reduce(1L, Math::multiplyExact);
    if (type.bytes(elements) != data.byteSize()) {
      throw new IllegalArgumentException(
          "%s needs %d bytes for %s %s, not %d."
              .formatted(name, type.bytes(elements), type, shape, data.byteSize()));
    }
    if (!names.add(name)) {
      throw new IllegalArgumentException("The tensor " + name + " was added before.");
    }
    tensors.add(new Entry(name, type, List.copyOf(shape), data));
    return this;
  }

  /**
   * Writes the file, replacing what stands there.
   *
   * @throws UncheckedIOException if it cannot be written
   */
  public void write(Path file) {
    try (var out = Files.newOutputStream(file)) {
      write(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The whole file in memory. */
  public byte[] toBytes() {
    var out = new ByteArrayOutputStream();
    try {
      write(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private void write(OutputStream out) throws IOException {
    var head = head();
    out.write(head);
    pad(out, head.length);
    for (var tensor : tensors) {
      var size = tensor.data.byteSize();
      for (var at = 0L; at < size; ) {
        var part = tensor.data.asSlice(at, Math.min(size - at, 1 << 20));
        out.write(part.toArray(ValueLayout.JAVA_BYTE));
        at += part.byteSize();
      }
      pad(out, size);
    }
  }

  /** Everything before the tensors' bytes. */
  private byte[] head() {
    var head = new Sink();
    head.writeInt(GgufParser.MAGIC);
    head.writeInt(3);
    head.writeLong(tensors.size());
    head.writeLong(keys.size());
    head.writeBytes(metadata.toByteArray());
    var offset = 0L;
    for (var tensor : tensors) {
      head.writeString(tensor.name);
      head.writeInt(tensor.shape.size());
      tensor.shape.forEach(head::writeLong);
      head.writeInt(tensor.type.id());
      head.writeLong(offset);
      offset += tensor.data.byteSize() + padding(tensor.data.byteSize());
    }
    return head.toByteArray();
  }

  private static void pad(OutputStream out, long written) throws IOException {
    out.write(new byte[padding(written)]);
  }

  private static int padding(long size) {
    return (int) (-size & (ALIGNMENT - 1));
  }

  private void startKey(String key, ValueType type) {
    if (!keys.add(key)) {
      throw new IllegalArgumentException("The key " + key + " was added before.");
    }
    metadata.writeString(key);
    metadata.writeInt(type.id());
  }

  private void writeValue(ValueType type, Object value) {
    switch (type) {
      case STRING -> metadata.writeString((String) value);
      case BOOL -> metadata.writeByte((Boolean) value ? 1 : 0);
      case FLOAT32 -> metadata.writeInt(Float.floatToRawIntBits(((Number) value).floatValue()));
      case FLOAT64 ->
          metadata.writeLong(Double.doubleToRawLongBits(((Number) value).doubleValue()));
      case UINT8, INT8 -> metadata.writeByte(((Number) value).intValue());
      case UINT16, INT16 -> metadata.writeShort(((Number) value).intValue());
      case UINT32, INT32 -> metadata.writeInt(((Number) value).intValue());
      case UINT64, INT64 -> metadata.writeLong(((Number) value).longValue());
      case ARRAY -> throw new IllegalArgumentException("Arrays within arrays are not written.");
    }
  }

  /** Little-endian output into memory. */
  private static final class Sink extends ByteArrayOutputStream {
    private final ByteBuffer buffer = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);

    void writeByte(int value) {
      write(value);
    }

    void writeShort(int value) {
      write(buffer.putShort(0, (short) value).array(), 0, 2);
    }

    void writeInt(int value) {
      write(buffer.putInt(0, value).array(), 0, 4);
    }

    void writeLong(long value) {
      write(buffer.putLong(0, value).array(), 0, 8);
    }

    void writeString(String value) {
      var bytes = value.getBytes(StandardCharsets.UTF_8);
      writeLong(bytes.length);
      writeBytes(bytes);
    }
  }
}
