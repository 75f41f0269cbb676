package dev.brisk.wire.json;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * The members of a JSON object, in order. The accessors take a member that is null for absent, and
 * throw {@link JsonException} with a sentence that names the member if it has another type than
 * asked for.
 */
public record JsonObject(Map<String, Json> members) implements Json {
  public JsonObject {
    members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
  }

  public boolean has(String name) {
    return member(name).isPresent();
  }

  public Optional<Json> member(String name) {
    return Optional.ofNullable(members.get(name)).filter(value -> !(value instanceof Null));
  }

  public Optional<String> text(String name) {
    return member(name).map(value -> cast(Text.class, value, name, "a string").value());
  }

  public String requireText(String name) {
    return text(name).orElseThrow(() -> missing(name));
  }

  public Optional<Boolean> bool(String name) {
    return member(name).map(value -> cast(Bool.class, value, name, "true or false").value());
  }

  public OptionalDouble number(String name) {
    var value = member(name);
    return value.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(cast(Numeral.class, value.get(), name, "a number").value());
  }

  /** A whole number between -2^31 and 2^31 - 1. */
  public OptionalInt integer(String name) {
    var value = number(name);
    if (value.isEmpty()) {
      return OptionalInt.empty();
    }
    double number = value.getAsDouble();
    if (number != Math.rint(number) || Math.abs(number) > Integer.MAX_VALUE) {
      throw new JsonException("'" + name + "' must be a whole number.");
    }
    return OptionalInt.of((int) number);
  }

  public int requireInteger(String name) {
    return integer(name).orElseThrow(() -> missing(name));
  }

  public Optional<JsonObject> object(String name) {
    return member(name).map(value -> cast(JsonObject.class, value, name, "an object"));
  }

  public JsonObject requireObject(String name) {
    return object(name).orElseThrow(() -> missing(name));
  }

  /** The items of an array; none if the member is absent. */
  public List<Json> array(String name) {
    return member(name)
        .map(value -> cast(Array.class, value, name, "an array").items())
        .orElse(List.of());
  }

  /** The items of an array of objects; none if the member is absent. */
  public List<JsonObject> objects(String name) {
    return array(name).stream()
        .map(item -> cast(JsonObject.class, item, name, "an array of objects"))
        .toList();
  }

  /** The items of an array of strings; none if the member is absent. */
  public List<String> texts(String name) {
    return array(name).stream()
        .map(item -> cast(Text.class, item, name, "an array of strings").value())
        .toList();
  }

  private static JsonException missing(String name) {
    return new JsonException("'" + name + "' is missing.");
  }

  private static <T> T cast(Class<T> type, Json value, String name, String expected) {
    if (type.isInstance(value)) {
      return type.cast(value);
    }
    throw new JsonException("'" + name + "' must be " + expected + ", not " + value.kind() + ".");
  }
}
