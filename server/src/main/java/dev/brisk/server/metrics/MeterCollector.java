package dev.brisk.server.metrics;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What {@link Meters} counts by names that are only known as it goes, in the model of Prometheus.
 * Names and units are those of the OpenTelemetry GenAI conventions where there are any.
 */
final class MeterCollector implements MultiCollector {
  private static final double SECOND = 1e9;

  private final Meters meters;

  MeterCollector(Meters meters) {
    this.meters = meters;
  }

  @Override
  public MetricSnapshots collect() {
    var all = new ArrayList<MetricSnapshot>();
    var requests = meters.requests();
    times(
        all,
        requests,
        "gen_ai_server_time_to_first_token_seconds",
        "Time to the first token of answers that ended well, from the arrival of the request.",
        Series::firstTokens);
    times(
        all,
        requests,
        "gen_ai_server_time_per_output_token_seconds",
        "Time per output token after the first of answers that ended well.",
        Series::perTokens);
    times(
        all,
        requests,
        "brisk_output_gap_seconds",
        "Time between two pieces of an answer, each of one token or more.",
        Series::gaps);
    durations(all, requests);
    tokens(all, requests);
    edits(all);
    rejections(all);
    sockets(all);
    return new MetricSnapshots(all);
  }

  private static void times(
      List<MetricSnapshot> all,
      List<Meters.Requests> requests,
      String name,
      String help,
      Function<Series, Histogram> which) {
    var snapshot = HistogramSnapshot.builder().name(name).help(help);
    for (var r : requests) {
      snapshot.dataPoint(point(which.apply(r.series()), SECOND, labels(r)));
    }
    all.add(snapshot.build());
  }

  private static void durations(List<MetricSnapshot> all, List<Meters.Requests> requests) {
    var snapshot =
        HistogramSnapshot.builder()
            .name("gen_ai_server_request_duration_seconds")
            .help("Time from the arrival of a request to the end of its answer.");
    for (var r : requests) {
      new TreeMap<>(r.series().durations())
          .forEach(
              (error, times) -> {
                // The convention: an answer that ended well has no such label.
                var labels = error.isEmpty() ? labels(r) : labels(r).add("error_type", error);
                snapshot.dataPoint(point(times, SECOND, labels));
              });
    }
    all.add(snapshot.build());
  }

  private static void tokens(List<MetricSnapshot> all, List<Meters.Requests> requests) {
    var snapshot =
        HistogramSnapshot.builder()
            .name("gen_ai_client_token_usage")
            .help("Tokens of a request: input is its prompt, output is its answer.");
    for (var r : requests) {
      var labels = labels(r);
      snapshot
          .dataPoint(point(r.series().input(), 1, labels.add("gen_ai_token_type", "input")))
          .dataPoint(point(r.series().output(), 1, labels.add("gen_ai_token_type", "output")));
    }
    all.add(snapshot.build());
  }

  private void edits(List<MetricSnapshot> all) {
    var snapshot =
        HistogramSnapshot.builder()
            .name("brisk_edit_duration_seconds")
            .help("Time from the arrival of an edit's request to its end, by who made it.");
    for (var edit : meters.edits()) {
      snapshot.dataPoint(
          point(edit.times(), SECOND, Labels.of("by", edit.by(), "outcome", edit.outcome())));
    }
    all.add(snapshot.build());
  }

  private void rejections(List<MetricSnapshot> all) {
    var snapshot =
        CounterSnapshot.builder()
            .name("brisk_requests_rejected")
            .help("Requests that were turned away, by the code of the error.");
    new TreeMap<>(meters.rejections())
        .forEach(
            (reason, count) ->
                snapshot.dataPoint(
                    CounterSnapshot.CounterDataPointSnapshot.builder()
                        .labels(Labels.of("reason", reason))
                        .value((double) count.sum())
                        .build()));
    all.add(snapshot.build());
  }

  private void sockets(List<MetricSnapshot> all) {
    var snapshot = GaugeSnapshot.builder().name("brisk_websockets").help("Open WebSockets.");
    new TreeMap<>(meters.sockets())
        .forEach(
            (path, open) ->
                snapshot.dataPoint(
                    GaugeSnapshot.GaugeDataPointSnapshot.builder()
                        .labels(Labels.of("path", path))
                        .value(open.get())
                        .build()));
    all.add(snapshot.build());
  }

  private static Labels labels(Meters.Requests requests) {
    return Labels.of(
        "gen_ai_operation_name",
        requests.operation().label(),
        "gen_ai_provider_name",
        "brisk",
        "gen_ai_request_model",
        requests.model());
  }

  private static HistogramSnapshot.HistogramDataPointSnapshot point(
      Histogram histogram, double unit, Labels labels) {
    var bounds = Arrays.stream(histogram.bounds()).mapToDouble(b -> b / unit).toArray();
    var upper = Arrays.copyOf(bounds, bounds.length + 1);
    upper[bounds.length] = Double.POSITIVE_INFINITY;
    var counts = Arrays.stream(histogram.counts()).boxed().toArray(Number[]::new);
    return HistogramSnapshot.HistogramDataPointSnapshot.builder()
        .labels(labels)
        .classicHistogramBuckets(ClassicHistogramBuckets.of(upper, counts))
        .sum(histogram.sum() / unit)
        .build();
  }
}
