package dev.brisk.engine.gguf;

/**
 * The types of metadata values. Source: the GGUF specification, {@code gguf_metadata_value_type}.
 */
public enum ValueType {
  UINT8(0, "an integer", 1),
  INT8(1, "an integer", 1),
  UINT16(2, "an integer", 2),
  INT16(3, "an integer", 2),
  UINT32(4, "an integer", 4),
  INT32(5, "an integer", 4),
  FLOAT32(6, "a number", 4),
  BOOL(7, "a truth value", 1),
  STRING(8, "a string", 0),
  ARRAY(9, "an array", 0),
  UINT64(10, "an integer", 8),
  INT64(11, "an integer", 8),
  FLOAT64(12, "a number", 8);

  /** In the order of their numbers. */
  private static final ValueType[] VALUES = values();

  private final int id;
  private final String words;
  private final int bytes;

  ValueType(int id, String words, int bytes) {
    this.id = id;
    this.words = words;
    this.bytes = bytes;
  }

  /** The number that stands for this type in a file. */
  int id() {
    return id;
  }

  /** What a person calls such a value. */
  String words() {
    return words;
  }

  /** Bytes of a value; 0 where they vary. */
  int bytes() {
    return bytes;
  }

  boolean isInteger() {
    return switch (this) {
      case UINT8, INT8, UINT16, INT16, UINT32, INT32, UINT64, INT64 -> true;
      case FLOAT32, FLOAT64, BOOL, STRING, ARRAY -> false;
    };
  }

  boolean isNumber() {
    return isInteger() || this == FLOAT32 || this == FLOAT64;
  }

  /** The type with this number, which the caller has read from {@code at}. */
  static ValueType read(Cursor cursor, String key) {
    var at = cursor.position();
    var id = cursor.readInt("the type of metadata key '" + key + "'");
    if (id < 0 || id >= VALUES.length) {
      throw cursor.broken(
          at,
          "metadata key '%s' has the unknown value type %s"
              .formatted(key, Integer.toUnsignedString(id)));
    }
    return VALUES[id];
  }
}
