package dev.brisk.server.upstream;

import dev.brisk.wire.json.Json;
import dev.brisk.wire.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The members of a JSON object that is being put together. */
final class Members {
  private final Map<String, Json> all = new LinkedHashMap<>();

  Members put(String name, Json value) {
    all.put(name, value);
    return this;
  }

  Members put(String name, String value) {
    return put(name, new Json.Text(value));
  }

  Members put(String name, boolean value) {
    return put(name, new Json.Bool(value));
  }

  Members put(String name, long value) {
    return put(name, new Json.Numeral(Long.toString(value)));
  }

  /** As it was said before it became a float: 0.7, not 0.699999988079071. */
  Members put(String name, float value) {
    return put(name, new Json.Numeral(Float.toString(value)));
  }

  Members put(String name, Members value) {
    return put(name, value.json());
  }

  Members put(String name, List<? extends Json> items) {
    return put(name, new Json.Array(List.copyOf(items)));
  }

  Members texts(String name, List<String> items) {
    return put(name, items.stream().map(Json.Text::new).toList());
  }

  boolean has(String name) {
    return all.containsKey(name);
  }

  Members without(Set<String> names) {
    all.keySet().removeAll(names);
    return this;
  }

  JsonObject json() {
    return new JsonObject(all);
  }
}
