package dev.brisk.server.metrics;

import dev.brisk.engine.EngineStatistics;
import dev.brisk.engine.PrefixMiss;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/**
 * The metrics as Prometheus reads them. Micrometer is loaded when this is made, which is when
 * somebody first asks, and looks at what {@link Meters} and the engines count; nothing is counted
 * here.
 */
public final class PrometheusReport {
  /** The formats, as {@code Content-Type} names them. */
  public static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

  public static final String OPEN_METRICS =
      "application/openmetrics-text; version=1.0.0; charset=utf-8";

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Supplier<Map<String, Optional<EngineStatistics>>> models;

  /**
   * @param models all models by name, with the figures of their engines if they have one here; the
   *     names stay the same
   */
  public PrometheusReport(Meters meters, Supplier<Map<String, Optional<EngineStatistics>>> models) {
    this.models = models;
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ClassLoaderMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    Gauge.builder("brisk.requests.running", meters, Meters::running)
        .description("Requests to models that have begun and not ended.")
        .register(registry);
    Gauge.builder("brisk.requests.queued", meters, Meters::queued)
        .description("Requests that wait to be admitted.")
        .register(registry);
    Gauge.builder("brisk.store.up", meters, m -> m.store().up() ? 1 : 0)
        .description("Whether the store of responses and limits answers; in memory it always does.")
        .register(registry);
    FunctionCounter.builder("brisk.store.failures", meters, m -> m.store().failures())
        .description("Questions that the store has not answered.")
        .register(registry);
    models
        .get()
        .forEach(
            (name, engine) -> {
              if (engine.isPresent()) {
                bind(name);
              }
            });
    registry.getPrometheusRegistry().register(new MeterCollector(meters));
  }

  /**
   * The metrics as they are now.
   *
   * @param contentType {@link #TEXT} or {@link #OPEN_METRICS}
   */
  public String scrape(String contentType) {
    return registry.scrape(contentType);
  }

  private void bind(String model) {
    var of = new Engine(registry, models, model);
    of.gauge(
        "brisk.streams", "state", "running", "Responses in the engine.", EngineStatistics::running);
    of.gauge(
        "brisk.streams", "state", "waiting", "Responses in the engine.", EngineStatistics::waiting);
    of.counter("brisk.engine.steps", "Forward passes.", EngineStatistics::steps);
    of.counter("brisk.engine.rows", "Rows of all forward passes.", EngineStatistics::rows);
    of.counter("brisk.engine.output.tokens", "Tokens produced.", EngineStatistics::outputTokens);
    of.counter("brisk.draft.tokens", "Tokens that drafts proposed.", EngineStatistics::drafted);
    of.counter(
        "brisk.draft.accepted.tokens",
        "Tokens of drafts that the model confirmed.",
        EngineStatistics::accepted);
    of.bytes("running", EngineStatistics::kvBytes);
    of.bytes("prefix_cache", e -> e.prefixes().bytes());
    of.counter(
        "brisk.prefix.requests",
        "result",
        "hit",
        "Requests by whether any of their prompt was in the prefix cache.",
        e -> e.prefixes().hits());
    of.counter(
        "brisk.prefix.requests",
        "result",
        "miss",
        "Requests by whether any of their prompt was in the prefix cache.",
        e -> e.prefixes().misses());
    of.counter(
        "brisk.prefix.tokens",
        "result",
        "hit",
        "Tokens of prompts by whether they were in the prefix cache.",
        e -> e.prefixes().hitTokens());
    of.counter(
        "brisk.prefix.tokens",
        "result",
        "miss",
        "Tokens of prompts by whether they were in the prefix cache.",
        e -> e.prefixes().missedTokens());
    of.counter(
        "brisk.prefix.evictions",
        "Pages that left the prefix cache to make room.",
        e -> e.prefixes().evictions());
    for (var reason : PrefixMiss.values()) {
      of.counter(
          "brisk.prefix.misses",
          "reason",
          reason.label(),
          "Requests by why no more of their prompt was found.",
          e -> e.misses().getOrDefault(reason, 0L));
    }
  }

  /** One engine, for meters that look at it. */
  private record Engine(
      MeterRegistry registry,
      Supplier<Map<String, Optional<EngineStatistics>>> models,
      String model) {

    void gauge(
        String name,
        String tag,
        String value,
        String description,
        ToDoubleFunction<EngineStatistics> figure) {
      Gauge.builder(name, this, e -> e.look(figure))
          .tags(Tags.of("model", model, tag, value))
          .description(description)
          .strongReference(true)
          .register(registry);
    }

    void bytes(String use, ToDoubleFunction<EngineStatistics> figure) {
      Gauge.builder("brisk.kv.memory", this, e -> e.look(figure))
          .tags(Tags.of("model", model, "use", use))
          .baseUnit("bytes")
          .description("Memory of keys and values.")
          .strongReference(true)
          .register(registry);
    }

    void counter(String name, String description, ToDoubleFunction<EngineStatistics> figure) {
      counter(name, Tags.of("model", model), description, figure);
    }

    void counter(
        String name,
        String tag,
        String value,
        String description,
        ToDoubleFunction<EngineStatistics> figure) {
      counter(name, Tags.of("model", model, tag, value), description, figure);
    }

    private void counter(
        String name, Tags tags, String description, ToDoubleFunction<EngineStatistics> figure) {
      FunctionCounter.builder(name, this, e -> e.look(figure))
          .tags(tags)
          .description(description)
          .register(registry);
    }

    private double look(ToDoubleFunction<EngineStatistics> figure) {
      return Optional.ofNullable(models.get().get(model))
          .flatMap(e -> e)
          .map(figure::applyAsDouble)
          .orElse(Double.NaN);
    }
  }
}
