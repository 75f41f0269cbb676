package dev.brisk.engine.gguf;

import dev.brisk.engine.ModelFormatException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * Reads the head of a GGUF file and checks all of it: what it says about lengths, counts and
 * offsets is believed only after a look at how many bytes there are. Work and memory are in
 * proportion to the bytes that are really there. Source: the GGUF specification, versions 2 and 3.
 */
final class GgufParser {
  /** "GGUF" as a little-endian integer. */
  static final int MAGIC = 0x46554747;

  static final int DEFAULT_ALIGNMENT = 32;
  static final int MAX_DIMENSIONS = 4;

  /** Far above any real model; they keep a hostile file from filling the heap. */
  private static final int MAX_KEYS = 1 << 16;

  private static final int MAX_TENSORS = 1 << 18;
  private static final int MAX_ELEMENTS = 1 << 26;
  private static final int MAX_STRING = 1 << 26;
  private static final int MAX_ALIGNMENT = 1 << 20;
  private static final int MAX_NESTING = 8;

  /** The specification's limit for keys; tensor names are shorter in every real file. */
  private static final int MAX_NAME = 65_535;

  record Content(int version, Metadata metadata, List<Tensor> tensors) {}

  /** What the file says of one tensor; {@code at} is where it says so. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  private record TensorInfo(
      String name, TensorType type, long[] shape, long offset, long bytes, long at) {}

  private final Cursor cursor;

  private GgufParser(Cursor cursor) {
    this.cursor = cursor;
  }

  static Content parse(String file, MemorySegment bytes) {
    return new GgufParser(new Cursor(file, bytes)).parse();
  }

  private Content parse() {
    var version = header();
    // Least sizes: a name length, dimensions, one size, type, offset; a key length, type, value.
    var tensorCount = (int) cursor.readCount("the number of tensors", 32, MAX_TENSORS);
    var keyCount = (int) cursor.readCount("the number of metadata keys", 13, MAX_KEYS);
    var metadata = metadata(keyCount);
    var infos = new ArrayList<TensorInfo>();
    for (var i = 0; i < tensorCount; i++) {
      infos.add(tensorInfo());
    }
    var alignment = alignment(metadata);
    return new Content(version, metadata, tensors(infos, alignment));
  }

  private int header() {
    var bytes = cursor.bytes().byteSize();
    if (bytes < 4 || cursor.readInt("the header") != MAGIC) {
      throw new ModelFormatException(
          "%s is not a GGUF file: it does not begin with 'GGUF'; name a file that ends in .gguf."
              .formatted(cursor.file()));
    }
    var version = cursor.readInt("the header");
    if (version == 2 || version == 3) {
      return version;
    }
    if (version != 0 && (version & 0xFFFF) == 0) {
      throw new ModelFormatException(
          cursor.file()
              + " is a big-endian GGUF file; convert the model again for little-endian machines.");
    }
    throw new ModelFormatException(
        "%s has GGUF version %s, but only versions 2 and 3 are supported; convert the model again."
            .formatted(cursor.file(), Integer.toUnsignedString(version)));
  }

  private Metadata metadata(int count) {
    var slots = new LinkedHashMap<String, Slot>();
    for (var i = 0; i < count; i++) {
      var at = cursor.position();
      var key = cursor.readName("a metadata key", MAX_NAME);
      var slot = slot(key, ValueType.read(cursor, key));
      if (slots.put(key, slot) != null) {
        throw cursor.broken(at, "metadata key '" + key + "' stands in the file a second time");
      }
    }
    return new Metadata(cursor.file(), slots);
  }

  /** Steps over a value and keeps where it lies. */
  private Slot slot(String key, ValueType type) {
    var what = "the value of metadata key '" + key + "'";
    if (type == ValueType.ARRAY) {
      var elementType = ValueType.read(cursor, key);
      var count = arrayCount(elementType, what);
      var start = cursor.position();
      skipElements(elementType, count, key, what, 1);
      return new Slot(key, type, elementType, count, cursor.bytes(), start);
    }
    var start = cursor.position();
    skipElements(type, 1, key, what, 0);
    return new Slot(key, type, type, 1, cursor.bytes(), start);
  }

  private int arrayCount(ValueType elementType, String what) {
    var least =
        switch (elementType) {
          case STRING -> 8;
          case ARRAY -> 12;
          default -> elementType.bytes();
        };
    return (int) cursor.readCount("the number of elements in " + what, least, MAX_ELEMENTS);
  }

  private void skipElements(ValueType type, int count, String key, String what, int nesting) {
    if (nesting > MAX_NESTING) {
      throw cursor.broken(cursor.position(), what + " is nested too deeply");
    }
    switch (type) {
      case STRING -> {
        for (var i = 0; i < count; i++) {
          cursor.skipString(what, MAX_STRING);
        }
      }
      case ARRAY -> {
        for (var i = 0; i < count; i++) {
          var elementType = ValueType.read(cursor, key);
          var elements = arrayCount(elementType, what);
          skipElements(elementType, elements, key, what, nesting + 1);
        }
      }
      default -> cursor.skip((long) count * type.bytes(), what);
    }
  }

  private TensorInfo tensorInfo() {
    var at = cursor.position();
    var name = cursor.readName("a tensor name", MAX_NAME);
    var what = "the description of tensor '" + name + "'";
    var dimensions = cursor.readInt(what);
    if (dimensions < 1 || dimensions > MAX_DIMENSIONS) {
      throw cursor.broken(
          at,
          "tensor '%s' has %s dimensions, but 1 to 4 are possible"
              .formatted(name, Integer.toUnsignedString(dimensions)));
    }
    var shape = new long[dimensions];
    for (var i = 0; i < dimensions; i++) {
      shape[i] = cursor.readLong(what);
    }
    var type = tensorType(name, cursor.readInt(what), at);
    var bytes = tensorBytes(name, type, shape, at);
    return new TensorInfo(name, type, shape, cursor.readLong(what), bytes, at);
  }

  private TensorType tensorType(String name, int id, long at) {
    return TensorType.byId(id)
        .orElseThrow(
            () ->
                cursor.broken(
                    at,
                    "tensor '%s' has the unknown type %s (it may be newer than this program)"
                        .formatted(name, Integer.toUnsignedString(id))));
  }

  private long tensorBytes(String name, TensorType type, long[] shape, long at) {
    var elements = 1L;
    for (var dimension : shape) {
      if (dimension < 1) {
        throw cursor.broken(
            at,
            "tensor '%s' has a dimension of %s".formatted(name, Long.toUnsignedString(dimension)));
      }
      // With a factor of 1,024 to spare, the bytes and offsets below cannot overflow.
      if (elements > Long.MAX_VALUE / 1024 / dimension) {
        throw cursor.broken(at, "tensor '" + name + "' has more elements than can exist");
      }
      elements *= dimension;
    }
    if (shape[0] % type.blockElements() != 0) {
      throw cursor.broken(
          at,
          "tensor '%s' has rows of %d elements, no multiple of the %d in a block of %s"
              .formatted(name, shape[0], type.blockElements(), type));
    }
    return type.bytes(elements);
  }

  private int alignment(Metadata metadata) {
    var alignment = metadata.integer("general.alignment").orElse(DEFAULT_ALIGNMENT);
    if (alignment < 8 || alignment > MAX_ALIGNMENT || Integer.bitCount(alignment) != 1) {
      throw new ModelFormatException(
          "%s: metadata key 'general.alignment' is %d, but has to be a power of two from 8 to %d."
              .formatted(cursor.file(), alignment, MAX_ALIGNMENT));
    }
    return alignment;
  }

  private List<Tensor> tensors(List<TensorInfo> infos, int alignment) {
    var start = (cursor.position() + alignment - 1) & -alignment;
    var room = Math.max(0, cursor.bytes().byteSize() - start);
    var names = new HashSet<String>();
    var tensors = new ArrayList<Tensor>(infos.size());
    for (var info : infos) {
      if (!names.add(info.name)) {
        throw cursor.broken(info.at, "tensor '" + info.name + "' stands in the file a second time");
      }
      if (info.offset < 0 || info.offset % alignment != 0) {
        throw cursor.broken(
            info.at,
            "tensor '%s' has the offset %s, no multiple of %d"
                .formatted(info.name, Long.toUnsignedString(info.offset), alignment));
      }
      if (info.bytes > room || info.offset > room - info.bytes) {
        throw cursor.broken(
            info.at,
            "tensor '%s' needs %d bytes from byte %s on, but the file has only %d; fetch it again"
                .formatted(
                    info.name,
                    info.bytes,
                    Long.toUnsignedString(start + info.offset),
                    cursor.bytes().byteSize()));
      }
      var data = cursor.bytes().asSlice(start + info.offset, info.bytes).asReadOnly();
      tensors.add(new Tensor(info.name, info.type, info.shape, data));
    }
    checkOverlap(infos);
    return List.copyOf(tensors);
  }

  /** Many tensors over the same bytes would let a small file ask for any amount of work. */
  private void checkOverlap(List<TensorInfo> infos) {
    var sorted = new ArrayList<>(infos);
    sorted.sort(Comparator.comparingLong(TensorInfo::offset));
    for (var i = 1; i < sorted.size(); i++) {
      var before = sorted.get(i - 1);
      var info = sorted.get(i);
      if (info.offset < before.offset + before.bytes) {
        throw cursor.broken(
            info.at, "tensors '%s' and '%s' overlap".formatted(before.name, info.name));
      }
    }
  }
}
