package dev.brisk.server.metrics;

import dev.brisk.engine.EngineStatistics;
import dev.brisk.wire.json.JsonWriter;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What is going on, for {@code brisk top}: the JSON of {@code GET /v1/status}. */
public final class StatusReport {
  private final Meters meters;
  private final Supplier<Map<String, Optional<EngineStatistics>>> models;
  private final String version;
  private final long started = System.nanoTime();

  /**
   * @param models all models by name, with the figures of their engines if they have one here
   */
  public StatusReport(
      Meters meters, Supplier<Map<String, Optional<EngineStatistics>>> models, String version) {
    this.meters = meters;
    this.models = models;
    this.version = version;
  }

  /** The report, as it is now. */
  public String json() {
    var json =
        new JsonWriter()
            .beginObject()
            .member("version", version)
            .member("pid", ProcessHandle.current().pid())
            .member("uptime_s", (System.nanoTime() - started) / 1e9)
            .member("running", meters.running())
            .member("queued", meters.queued());
    var requests = meters.requests();
    json.member("requests", requests.stream().mapToLong(r -> r.series().requests()).sum());
    edits(json);
    json.name("models").beginArray();
    models.get().forEach((name, engine) -> model(json, name, engine.orElse(null)));
    json.endArray().name("last_minute").beginObject();
    quantiles(json, "first_token_ms", meters.recentFirstTokens());
    quantiles(json, "gap_ms", meters.recentGaps());
    json.endObject();
    json.name("rejected").beginObject();
    new TreeMap<>(meters.rejections()).forEach((reason, n) -> json.member(reason, n.sum()));
    json.endObject().name("sockets").beginObject();
    new TreeMap<>(meters.sockets()).forEach((path, open) -> json.member(path, open.get()));
    json.endObject();
    store(json, meters.store());
    memory(json);
    return json.endObject().toString();
  }

  private static void store(JsonWriter json, StoreState store) {
    json.name("store").beginObject().member("kind", store.kind()).member("up", store.up());
    if (!store.address().isEmpty()) {
      json.member("address", store.address()).member("failures", store.failures());
    }
    json.endObject();
  }

  private void edits(JsonWriter json) {
    long completed = 0;
    long failed = 0;
    for (var edit : meters.edits()) {
      long count = 0;
      for (long n : edit.times().counts()) {
        count += n;
      }
      if (edit.outcome().equals("completed")) {
        completed += count;
      } else {
        failed += count;
      }
    }
    json.name("edits").beginObject().member("completed", completed).member("failed", failed);
    json.endObject();
  }

  private void model(JsonWriter json, String name, @Nullable EngineStatistics engine) {
    var own = new ArrayList<>(meters.requests());
    own.removeIf(r -> !r.model().equals(name));
    json.beginObject()
        .member("name", name)
        .member("requests", own.stream().mapToLong(r -> r.series().requests()).sum());
    if (engine == null) {
      json.member("output_tokens", own.stream().mapToLong(r -> r.series().output().sum()).sum());
      json.endObject();
      return;
    }
    var prefixes = engine.prefixes();
    json.member("output_tokens", engine.outputTokens())
        .member("running", engine.running())
        .member("waiting", engine.waiting())
        .member("steps", engine.steps())
        .member("rows", engine.rows())
        .member("drafted", engine.drafted())
        .member("accepted", engine.accepted())
        .member("kv_bytes", engine.kvBytes())
        .name("prefixes")
        .beginObject()
        .member("hits", prefixes.hits())
        .member("misses", prefixes.misses())
        .member("hit_tokens", prefixes.hitTokens())
        .member("missed_tokens", prefixes.missedTokens())
        .member("evictions", prefixes.evictions())
        .member("bytes", prefixes.bytes())
        .name("reasons")
        .beginObject();
    new TreeMap<>(engine.misses()).forEach((reason, n) -> json.member(reason.label(), n));
    json.endObject().endObject().endObject();
  }

  private static void quantiles(JsonWriter json, String name, LastMinute times) {
    var nanos = times.quantiles(0.5, 0.95, 0.99);
    json.name(name)
        .beginObject()
        .member("p50", nanos[0] / 1e6)
        .member("p95", nanos[1] / 1e6)
        .member("p99", nanos[2] / 1e6)
        .endObject();
  }

  private static void memory(JsonWriter json) {
    var heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
    long direct = 0;
    for (var pool : ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)) {
      if (pool.getName().equals("direct")) {
        direct = pool.getMemoryUsed();
      }
    }
    json.name("memory")
        .beginObject()
        .member("heap_bytes", heap.getUsed())
        .member("heap_max_bytes", heap.getMax())
        .member("direct_bytes", direct)
        .endObject();
  }
}
