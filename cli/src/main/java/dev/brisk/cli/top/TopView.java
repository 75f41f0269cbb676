package dev.brisk.cli.top;

import dev.brisk.cli.Paint;
import dev.brisk.wire.api.ServerStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The lines that show a history; they fit 80 columns, and 24 lines for up to four models. */
final class TopView {
  private static final String SPARKS = " ▁▂▃▄▅▆▇█";

  private TopView() {}

  /** The lines, none with a line end. */
  static List<String> lines(History history) {
    var status = history.latest();
    var lines = new ArrayList<String>();
    lines.add(
        "brisk %s, process %d, up for %s"
            .formatted(status.version(), status.pid(), upFor(status.uptimeSeconds())));
    lines.add("");
    lines.add(
        line(
            "requests",
            "%d running, %d queued, %d ended"
                .formatted(status.running(), status.queued(), status.requests())));
    lines.add(
        line("edits", "%d made, %d not".formatted(status.editsCompleted(), status.editsFailed())));
    lines.add(line("first token", quantiles(status.firstToken())));
    lines.add(line("gap", quantiles(status.gap())));
    lines.add(line("memory", memory(status.memory())));
    lines.add(line("keys, values", keysAndValues(status)));
    lines.add(line("WebSockets", counts(status.sockets())));
    lines.add(line("turned away", counts(status.rejected())));
    lines.add("");
    models(history, status, lines);
    return lines;
  }

  private static void models(History history, ServerStatus status, List<String> lines) {
    lines.add(
        row("model", "streams", "waiting", "tokens/s", "steps/s", "drafts kept", "prefix found"));
    for (var model : status.models()) {
      var name = model.name();
      lines.add(
          row(
              Paint.printable(name),
              model.running(),
              model.waiting(),
              number(history.rate(name, ServerStatus.Model::outputTokens)),
              number(history.rate(name, ServerStatus.Model::steps)),
              shares(
                  history.share(name, ServerStatus.Model::accepted, ServerStatus.Model::drafted),
                  model.accepted(),
                  model.drafted()),
              shares(
                  history.share(name, ServerStatus.Model::hitTokens, TopView::promptTokens),
                  model.hitTokens(),
                  promptTokens(model))));
    }
    lines.add("");
    lines.add("Drafts and prefix: of the tokens seen here in the last minute / since the start.");
    for (var model : status.models()) {
      var rates = history.rates(model.name(), ServerStatus.Model::outputTokens);
      if (rates.stream().anyMatch(rate -> rate > 0)) {
        lines.add(sparks(Paint.printable(model.name()), rates));
      }
    }
  }

  private static String row(Object... cells) {
    return String.format(Locale.ROOT, "%-18.18s %7s %7s %10s %9s %11s %12s", cells);
  }

  private static String line(String name, String text) {
    return String.format(Locale.ROOT, "%-12s %s", name, text);
  }

  private static long promptTokens(ServerStatus.Model model) {
    return model.hitTokens() + model.missedTokens();
  }

  private static String quantiles(ServerStatus.Quantiles times) {
    return times.p50() == 0
        ? "– in the last minute"
        : "%s, 95 of 100 within %s, 99 within %s (last minute)"
            .formatted(millis(times.p50()), millis(times.p95()), millis(times.p99()));
  }

  private static String memory(ServerStatus.Memory memory) {
    return "heap %s of %s, direct %s"
        .formatted(bytes(memory.heap()), bytes(memory.heapMax()), bytes(memory.direct()));
  }

  private static String keysAndValues(ServerStatus status) {
    long running = status.models().stream().mapToLong(ServerStatus.Model::kvBytes).sum();
    long prefixes = status.models().stream().mapToLong(ServerStatus.Model::prefixBytes).sum();
    return "%s of running streams, %s of known prefixes".formatted(bytes(running), bytes(prefixes));
  }

  private static String counts(Map<String, Long> counts) {
    var some =
        new TreeMap<>(counts)
            .entrySet().stream()
                .filter(count -> count.getValue() > 0)
                .map(count -> Paint.printable(count.getKey()) + " " + count.getValue())
                .collect(Collectors.joining(", "));
    return some.isEmpty() ? "none" : some;
  }

  private static String shares(OptionalDouble recent, long part, long all) {
    return percent(recent)
        + " / "
        + percent(all <= 0 ? OptionalDouble.empty() : OptionalDouble.of((double) part / all))
        + " %";
  }

  private static String percent(OptionalDouble share) {
    return share.isEmpty() ? "–" : Long.toString(Math.round(100 * share.getAsDouble()));
  }

  private static String number(OptionalDouble rate) {
    return rate.isEmpty() ? "–" : String.format(Locale.ROOT, "%,d", Math.round(rate.getAsDouble()));
  }

  /** A minute of rates, a character a second, the newest at the right. */
  private static String sparks(String name, List<Double> rates) {
    double most = rates.stream().mapToDouble(Double::doubleValue).max().orElse(0);
    var sparks = new StringBuilder();
    for (double rate : rates) {
      // What is not nothing shall be seen.
      sparks.append(SPARKS.charAt(most == 0 ? 0 : (int) Math.ceil(8 * rate / most)));
    }
    return String.format(Locale.ROOT, "%-18.18s %s", name, sparks);
  }

  private static String millis(double ms) {
    return ms < 10
        ? String.format(Locale.ROOT, "%.2f ms", ms)
        : String.format(Locale.ROOT, "%.0f ms", ms);
  }

  private static String bytes(long bytes) {
    double mib = bytes / 1048576.0;
    return mib < 1024
        ? String.format(Locale.ROOT, "%.1f MiB", mib)
        : String.format(Locale.ROOT, "%.1f GiB", mib / 1024);
  }

  private static String upFor(double seconds) {
    var time = Duration.ofSeconds((long) seconds);
    return time.toHours() > 0
        ? "%d h %d min".formatted(time.toHours(), time.toMinutesPart())
        : time.toMinutes() > 0
            ? "%d min %d s".formatted(time.toMinutes(), time.toSecondsPart())
            : time.toSeconds() + " s";
  }
}
