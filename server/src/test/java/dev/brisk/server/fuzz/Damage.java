package dev.brisk.server.fuzz;

import dev.brisk.wire.json.Json;
import dev.brisk.wire.json.JsonObject;
import dev.brisk.wire.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Spoils requests that are good. */
final class Damage {
  private static final List<Json> VALUES =
      List.of(
          new Json.Null(),
          new Json.Bool(true),
          new Json.Numeral("1e999"),
          new Json.Numeral("-1"),
          new Json.Numeral("-0"),
          new Json.Numeral("0.5"),
          new Json.Numeral("2147483648"),
          new Json.Numeral("9223372036854775808"),
          new Json.Numeral("9".repeat(2000)),
          new Json.Numeral("1e-2000"),
          new Json.Text(""),
          new Json.Text("auto"),
          new Json.Text("\uD800"),
          new Json.Text("\u0000"),
          new Json.Text("x".repeat(20_000)),
          new Json.Array(List.of()),
          new Json.Array(List.of(new Json.Null())),
          new Json.Array(List.of(new Json.Numeral("7"))),
          new JsonObject(Map.of()),
          new JsonObject(Map.of("type", new Json.Text("input_image"))),
          new JsonObject(Map.of("type", new Json.Text("text"), "text", new Json.Bool(false))),
          Json.parse("[".repeat(90) + "]".repeat(90)));

  private final Random random;

  Damage(Random random) {
    this.random = random;
  }

  /** A value in it, or a few, are replaced by others; or a member is left out. */
  String values(String json) {
    var body = Json.parseObject(json);
    for (int i = random.nextInt(3); i >= 0; i--) {
      if (random.nextInt(4) == 0 && body.members().size() > 1) {
        var members = new LinkedHashMap<>(body.members());
        var names = members.keySet().toArray(new String[0]);
        members.remove(names[random.nextInt(names.length)]);
        body = new JsonObject(members);
      } else {
        var at = new int[] {1 + random.nextInt(Math.max(1, size(body) - 1))};
        body = (JsonObject) replace(body, at, VALUES.get(random.nextInt(VALUES.size())));
      }
    }
    return new JsonWriter().value(body).toString();
  }

  /** Bytes are changed, left out or put in, or the rest is cut off. */
  byte[] bytes(String json) {
    var bytes = json.getBytes(StandardCharsets.UTF_8);
    int at = random.nextInt(bytes.length);
    switch (random.nextInt(5)) {
      case 0 -> bytes = Arrays.copyOf(bytes, at);
      case 1 -> bytes[at] = (byte) random.nextInt(256);
      case 2 -> bytes = insert(bytes, at, "[".repeat(50_000).getBytes(StandardCharsets.UTF_8));
      case 3 -> bytes = insert(bytes, at, new byte[] {(byte) 0xC3, 0x28, 0});
      default ->
          bytes = insert(bytes, bytes.length, "}{\"again\": 1}".getBytes(StandardCharsets.UTF_8));
    }
    return bytes;
  }

  private static byte[] insert(byte[] into, int at, byte[] what) {
    var whole = new byte[into.length + what.length];
    System.arraycopy(into, 0, whole, 0, at);
    System.arraycopy(what, 0, whole, at, what.length);
    System.arraycopy(into, at, whole, at + what.length, into.length - at);
    return whole;
  }

  private static int size(Json json) {
    return 1
        + switch (json) {
          case Json.Array(var items) -> items.stream().mapToInt(Damage::size).sum();
          case JsonObject(var members) -> members.values().stream().mapToInt(Damage::size).sum();
          default -> 0;
        };
  }

  /** Replaces the value that is {@code left[0]} values further on. */
  private static Json replace(Json json, int[] left, Json value) {
    if (left[0]-- == 0) {
      return value;
    }
    return switch (json) {
      case Json.Array(var items) ->
          new Json.Array(items.stream().map(item -> replace(item, left, value)).toList());
      case JsonObject(var members) -> {
        var copy = new LinkedHashMap<String, Json>();
        members.forEach((name, member) -> copy.put(name, replace(member, left, value)));
        yield new JsonObject(copy);
      }
      default -> json;
    };
  }
}
