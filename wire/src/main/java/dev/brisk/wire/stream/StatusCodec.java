package dev.brisk.wire.stream;

import dev.brisk.wire.api.ServerStatus;
import dev.brisk.wire.json.Json;
import dev.brisk.wire.json.JsonException;
import dev.brisk.wire.json.JsonObject;
import java.util.Map;
import java.util.TreeMap;

/** Reads a {@link ServerStatus}. */
final class StatusCodec {
  private StatusCodec() {}

  /**
   * Reads it.
   *
   * @throws JsonException if it is none
   */
  static ServerStatus read(String text) {
    var json = Json.parseObject(text);
    var edits = json.requireObject("edits");
    var recent = json.requireObject("last_minute");
    var memory = json.requireObject("memory");
    return new ServerStatus(
        json.requireText("version"),
        whole(json, "pid"),
        json.number("uptime_s").orElse(0),
        whole(json, "running"),
        whole(json, "queued"),
        whole(json, "requests"),
        whole(edits, "completed"),
        whole(edits, "failed"),
        json.objects("models").stream().map(StatusCodec::model).toList(),
        quantiles(recent.requireObject("first_token_ms")),
        quantiles(recent.requireObject("gap_ms")),
        counts(json.requireObject("rejected")),
        counts(json.requireObject("sockets")),
        new ServerStatus.Memory(
            whole(memory, "heap_bytes"),
            whole(memory, "heap_max_bytes"),
            whole(memory, "direct_bytes")));
  }

  private static ServerStatus.Model model(JsonObject json) {
    var prefixes = json.object("prefixes").orElse(new JsonObject(Map.of()));
    return new ServerStatus.Model(
        json.requireText("name"),
        whole(json, "requests"),
        whole(json, "output_tokens"),
        whole(json, "running"),
        whole(json, "waiting"),
        whole(json, "steps"),
        whole(json, "drafted"),
        whole(json, "accepted"),
        whole(prefixes, "hit_tokens"),
        whole(prefixes, "missed_tokens"),
        whole(json, "kv_bytes"),
        whole(prefixes, "bytes"));
  }

  private static ServerStatus.Quantiles quantiles(JsonObject json) {
    return new ServerStatus.Quantiles(
        json.number("p50").orElse(0), json.number("p95").orElse(0), json.number("p99").orElse(0));
  }

  private static Map<String, Long> counts(JsonObject json) {
    var counts = new TreeMap<String, Long>();
    json.members().keySet().forEach(name -> counts.put(name, whole(json, name)));
    return counts;
  }

  private static long whole(JsonObject json, String name) {
    return (long) json.number(name).orElse(0);
  }
}
