package dev.brisk.engine.gguf;

import dev.brisk.engine.ModelFormatException;
import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The key-value pairs of a file, read as the type that the caller needs. A number of any GGUF type
 * is accepted where it fits; anything else is a {@link ModelFormatException} that names the key.
 * Where values lie was checked when the file was opened; they are decoded when they are asked for,
 * so a large vocabulary costs nothing until then. Valid until the {@link GgufFile} is closed.
 */
public final class Metadata {
  private static final int SHOWN_ELEMENTS = 4;
  private static final int SHOWN_CHARACTERS = 200;

  private final String file;
  private final Map<String, Slot> slots;

  /** Keeps {@code slots}, in their order. */
  Metadata(String file, Map<String, Slot> slots) {
    this.file = file;
    this.slots = Collections.unmodifiableMap(slots);
  }

  /** Name of the file that this metadata stands in, for messages. */
  public String file() {
    return file;
  }

  /** Whether there is a value under this key. */
  public boolean has(String key) {
    return slots.containsKey(key);
  }

  /** All keys, in the order of the file. */
  public Set<String> keys() {
    return slots.keySet();
  }

  /** The type of the value under this key; empty if absent. */
  public Optional<ValueType> type(String key) {
    return Optional.ofNullable(slots.get(key)).map(Slot::type);
  }

  /** How many elements the array under this key has: 0 if absent, 1 of what is no array. */
  public int count(String key) {
    var slot = slots.get(key);
    return slot == null ? 0 : slot.count();
  }

  /** The number under this key; empty if absent. */
  public OptionalInt integer(String key) {
    var slot = slots.get(key);
    return slot == null ? OptionalInt.empty() : OptionalInt.of(integer(slot));
  }

  /** The number under this key, which has to be there. */
  public int requireInteger(String key) {
    return integer(require(key));
  }

  /** The integer or floating-point number under this key; empty if absent. */
  public OptionalDouble number(String key) {
    var slot = slots.get(key);
    if (slot == null) {
      return OptionalDouble.empty();
    }
    check(slot, !slot.isArray() && slot.type().isNumber(), "a number");
    return OptionalDouble.of(slot.number(0).doubleValue());
  }

  /** The truth value under this key; empty if absent. */
  public Optional<Boolean> bool(String key) {
    var slot = slots.get(key);
    if (slot == null) {
      return Optional.empty();
    }
    check(slot, slot.type() == ValueType.BOOL, "a truth value");
    return Optional.of(slot.truth());
  }

  /** The string under this key; empty if absent. Bytes that are not UTF-8 become U+FFFD. */
  public Optional<String> string(String key) {
    var slot = slots.get(key);
    return slot == null ? Optional.empty() : Optional.of(string(slot));
  }

  /** The string under this key, which has to be there. */
  public String requireString(String key) {
    return string(require(key));
  }

  /** The array of strings under this key; empty if absent. Decoded anew on each call. */
  public List<String> strings(String key) {
    var slot = slots.get(key);
    if (slot == null) {
      return List.of();
    }
    check(slot, slot.isArray() && slot.elementType() == ValueType.STRING, "an array of strings");
    return slot.strings();
  }

  /** As {@link #strings}, in a form that takes far less time for many strings. */
  public PackedStrings packedStrings(String key) {
    var slot = slots.get(key);
    if (slot == null) {
      return new PackedStrings(MemorySegment.NULL, 0, 0);
    }
    check(slot, slot.isArray() && slot.elementType() == ValueType.STRING, "an array of strings");
    try {
      return slot.packedStrings();
    } catch (ArithmeticException e) {
      throw new ModelFormatException(
          "%s: metadata key '%s' holds more than 2 GiB of strings, which is not supported."
              .formatted(file, key),
          e);
    }
  }

  /** The array of integers (or the one integer) under this key; empty if absent. */
  public int[] integers(String key) {
    var slot = slots.get(key);
    if (slot == null) {
      return new int[0];
    }
    check(slot, slot.elementType().isInteger(), "an array of integers");
    if (slot.elementType() == ValueType.INT32) {
      return slot.int32s();
    }
    var values = new int[slot.count()];
    for (var i = 0; i < values.length; i++) {
      values[i] = integer(slot, i);
    }
    return values;
  }

  /** The array of numbers (or the one number) under this key; empty if absent. */
  public float[] floats(String key) {
    var slot = slots.get(key);
    if (slot == null) {
      return new float[0];
    }
    check(slot, slot.elementType().isNumber(), "an array of numbers");
    var values = new float[slot.count()];
    for (var i = 0; i < values.length; i++) {
      values[i] = slot.number(i).floatValue();
    }
    return values;
  }

  /**
   * The value under this key as it stands in the file: a {@link Long} (a {@link BigInteger} where
   * that is too small), {@link Float}, {@link Double}, {@link Boolean}, {@link String}, or an
   * unmodifiable {@link List} of these. Arrays within arrays are empty lists: no model uses them.
   *
   * @throws ModelFormatException if there is no such key
   */
  public Object value(String key) {
    var slot = require(key);
    return slot.isArray() ? slot.values(Integer.MAX_VALUE) : slot.values(1).getFirst();
  }

  /**
   * The value under this key in one line for a person: long strings and arrays are shortened, with
   * their length behind them.
   *
   * @throws ModelFormatException if there is no such key
   */
  public String describe(String key) {
    var slot = require(key);
    var shown =
        slot.values(SHOWN_ELEMENTS).stream().map(Metadata::shown).collect(Collectors.joining(", "));
    if (!slot.isArray()) {
      return shown;
    }
    return slot.count() <= SHOWN_ELEMENTS
        ? "[" + shown + "]"
        : "[%s, …] (%d elements)".formatted(shown, slot.count());
  }

  private static String shown(Object value) {
    if (!(value instanceof String text)) {
      return value.toString();
    }
    var head = new StringBuilder();
    text.codePoints()
        .limit(SHOWN_CHARACTERS)
        .forEach(
            c -> {
              switch (c) {
                case '\n' -> head.append("\\n");
                case '\r' -> head.append("\\r");
                case '\t' -> head.append("\\t");
                case '"', '\\' -> head.append('\\').appendCodePoint(c);
                default -> head.appendCodePoint(Character.isISOControl(c) ? 0xFFFD : c);
              }
            });
    return text.length() <= SHOWN_CHARACTERS
        ? "\"" + head + "\""
        : "\"%s…\" (%d characters)".formatted(head, text.length());
  }

  private int integer(Slot slot) {
    check(slot, !slot.isArray() && slot.type().isInteger(), "an integer");
    return integer(slot, 0);
  }

  private int integer(Slot slot, int index) {
    var value = slot.integer(index);
    var wrapped = value < 0 && slot.elementType() == ValueType.UINT64;
    if (value == (int) value && !wrapped) {
      return (int) value;
    }
    throw new ModelFormatException(
        "%s: metadata key '%s' holds %s, which is beyond the range that can be used here."
            .formatted(file, slot.key(), slot.number(index)));
  }

  private String string(Slot slot) {
    check(slot, slot.type() == ValueType.STRING, "a string");
    return slot.string();
  }

  private Slot require(String key) {
    var slot = slots.get(key);
    if (slot == null) {
      throw new ModelFormatException(
          "%s lacks the metadata key '%s'; convert the model again with a current converter."
              .formatted(file, key));
    }
    return slot;
  }

  private void check(Slot slot, boolean fits, String needed) {
    if (!fits) {
      throw new ModelFormatException(
          "%s: metadata key '%s' holds %s%s where %s is needed."
              .formatted(
                  file,
                  slot.key(),
                  slot.type().words(),
                  slot.isArray() ? " of " + slot.elementType() : "",
                  needed));
    }
  }
}
