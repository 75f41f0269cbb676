package dev.brisk.engine.gguf;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Where one metadata value lies in a file. That all of it lies within the file was checked when the
 * slot was made, so reading cannot fail.
 *
 * @param elementType the type of an array's elements; for anything else the type of the value
 * @param count the number of an array's elements; for anything else 1
 * @param offset of the value, or of an array's first element; strings start with their length
 */
record Slot(
    String key,
    ValueType type,
    ValueType elementType,
    int count,
    MemorySegment bytes,
    long offset) {

  boolean isArray() {
    return type == ValueType.ARRAY;
  }

  boolean truth() {
    return bytes.get(ValueLayout.JAVA_BYTE, offset) != 0;
  }

  String string() {
    return stringAt(offset);
  }

  /** All strings of an array of strings. */
  List<String> strings() {
    var strings = new String[count];
    var at = offset;
    for (var i = 0; i < count; i++) {
      strings[i] = stringAt(at);
      at += 8 + bytes.get(LittleEndian.LONG, at);
    }
    return List.of(strings);
  }

  /** All strings of an array of strings, at most 2 GiB with their lengths. */
  PackedStrings packedStrings() {
    return new PackedStrings(bytes, offset, count);
  }

  /** All elements of an array of INT32, copied at once: a vocabulary has some 100,000. */
  int[] int32s() {
    return bytes.asSlice(offset, 4L * count).toArray(LittleEndian.INT);
  }

  /** Element {@code index} of an array of integers, or the integer itself; UINT64 wraps around. */
  long integer(int index) {
    var at = offset + (long) index * elementType.bytes();
    return switch (elementType) {
      case UINT8 -> Byte.toUnsignedInt(bytes.get(ValueLayout.JAVA_BYTE, at));
      case INT8 -> bytes.get(ValueLayout.JAVA_BYTE, at);
      case UINT16 -> Short.toUnsignedInt(bytes.get(LittleEndian.SHORT, at));
      case INT16 -> bytes.get(LittleEndian.SHORT, at);
      case UINT32 -> Integer.toUnsignedLong(bytes.get(LittleEndian.INT, at));
      case INT32 -> bytes.get(LittleEndian.INT, at);
      case INT64, UINT64 -> bytes.get(LittleEndian.LONG, at);
      case FLOAT32, FLOAT64, BOOL, STRING, ARRAY ->
          throw new IllegalStateException(elementType + " is no integer");
    };
  }

  /** Element {@code index} of an array of numbers, or the number itself at 0. */
  Number number(int index) {
    var at = offset + (long) index * elementType.bytes();
    return switch (elementType) {
      case FLOAT32 -> bytes.get(LittleEndian.FLOAT, at);
      case FLOAT64 -> bytes.get(LittleEndian.DOUBLE, at);
      case UINT64 -> unsigned(integer(index));
      default -> integer(index);
    };
  }

  /** The first {@code limit} elements of an array, or the value itself. */
  List<Object> values(int limit) {
    var values = new ArrayList<Object>();
    var at = offset;
    for (var i = 0; i < Math.min(count, limit); i++) {
      switch (elementType) {
        case BOOL -> values.add(bytes.get(ValueLayout.JAVA_BYTE, offset + i) != 0);
        case ARRAY -> values.add(List.of());
        case STRING -> {
          values.add(stringAt(at));
          at += 8 + bytes.get(LittleEndian.LONG, at);
        }
        default -> values.add(number(i));
      }
    }
    return Collections.unmodifiableList(values);
  }

  private String stringAt(long at) {
    return Cursor.text(bytes, at + 8, bytes.get(LittleEndian.LONG, at));
  }

  private static Number unsigned(long value) {
    if (value >= 0) {
      return value;
    }
    return new BigInteger(Long.toUnsignedString(value));
  }
}
