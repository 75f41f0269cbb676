package dev.brisk.engine.gguf;

/**
 * The types of metadata values. Their order is their number in a file. Source: the GGUF
 * specification, {@code gguf_metadata_value_type}.
 */
public enum ValueType {
  UINT8("an integer", 1),
  INT8("an integer", 1),
  UINT16("an integer", 2),
  INT16("an integer", 2),
  UINT32("an integer", 4),
  INT32("an integer", 4),
  FLOAT32("a number", 4),
  BOOL("a truth value", 1),
  STRING("a string", 0),
  ARRAY("an array", 0),
  UINT64("an integer", 8),
  INT64("an integer", 8),
  FLOAT64("a number", 8);

  private static final ValueType[] VALUES = values();

  private final String words;
  private final int bytes;

  ValueType(String words, int bytes) {
    this.words = words;
    this.bytes = bytes;
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
