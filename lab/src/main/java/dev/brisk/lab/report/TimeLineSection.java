package dev.brisk.lab.report;

import dev.brisk.lab.results.Sample;
import dev.brisk.lab.results.Times;
import dev.brisk.lab.stats.Unit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** Where the time went: on average, and for single requests. */
final class TimeLineSection {
  private static final double LEFT = 210;
  private static final double WIDTH = 900;
  private static final double ROW = 18;
  private static final int SLOWEST = 12;
  private static final int SPREAD = 24;

  private TimeLineSection() {}

  static String of(List<Measured> runs) {
    var content = new StringBuilder();
    var kinds = new LinkedHashSet<String>();
    var means = new LinkedHashMap<String, List<Part>>();
    for (var run : runs) {
      var parts = mean(run);
      if (!parts.isEmpty()) {
        means.put(run.name(), parts);
        parts.forEach(p -> kinds.add(p.kind()));
      }
    }
    if (means.isEmpty()) {
      return "";
    }
    content.append("<h3>On average</h3>\n").append(bars(means));
    for (var run : runs) {
      var title = runs.size() > 1 ? ", " + Html.escaped(run.name()) : "";
      content.append("<h3>The slowest requests").append(title).append("</h3>\n");
      content.append(bars(named(slowest(run))));
      content.append("<h3>Requests spread over the run").append(title).append("</h3>\n");
      content.append(bars(named(spread(run))));
    }
    var legend = new StringBuilder("<p class=\"legend\">");
    Part.KINDS.stream()
        .filter(k -> kinds.contains(k.kind()))
        .forEach(k -> legend.append(Html.key("p-" + k.kind(), k.name())));
    return Html.section(
        "Where the time went",
        "A bar is one request, from the moment at which it was due until its end. Point at a part"
            + " for its milliseconds.",
        legend + "</p>\n" + content);
  }

  private static List<Part> mean(Measured run) {
    var sums = new LinkedHashMap<String, Part>();
    Part.KINDS.forEach(k -> sums.put(k.kind(), k));
    var count = 0;
    for (var sample : run.samples()) {
      if (!sample.ok() || sample.times().end() == Times.NONE) {
        continue;
      }
      count++;
      for (var part : Part.of(sample)) {
        sums.merge(
            part.kind(),
            part,
            (a, b) -> new Part(a.kind(), a.name(), a.milliseconds() + b.milliseconds()));
      }
    }
    var n = count;
    return sums.values().stream()
        .filter(p -> p.milliseconds() > 0)
        .map(p -> new Part(p.kind(), p.name(), p.milliseconds() / n))
        .toList();
  }

  private static List<Sample> slowest(Measured run) {
    return answered(run).stream()
        .sorted(Comparator.comparingLong((Sample s) -> -s.times().e2eNanos()))
        .limit(SLOWEST)
        .toList();
  }

  private static List<Sample> spread(Measured run) {
    var all = answered(run);
    var indices = new TreeSet<Integer>();
    for (var i = 0; i < SPREAD && !all.isEmpty(); i++) {
      indices.add((int) ((long) i * all.size() / SPREAD));
    }
    return indices.stream().map(all::get).toList();
  }

  private static List<Sample> answered(Measured run) {
    return run.samples().stream().filter(s -> s.ok() && s.times().end() != Times.NONE).toList();
  }

  private static Map<String, List<Part>> named(List<Sample> samples) {
    var named = new LinkedHashMap<String, List<Part>>();
    for (var sample : samples) {
      var at = String.format(Locale.ROOT, "%.1f s", sample.times().intended() / 1e9);
      named.put(
          Words.cut(sample.caseId(), 18) + " #" + sample.index() + " at " + at, Part.of(sample));
    }
    return named;
  }

  private static String bars(Map<String, List<Part>> rows) {
    var longest =
        rows.values().stream()
            .mapToDouble(parts -> parts.stream().mapToDouble(Part::milliseconds).sum())
            .max()
            .orElse(1);
    var scale = Scale.linear(longest);
    var height = rows.size() * ROW + 22;
    var content = new StringBuilder();
    for (var tick : scale.ticks()) {
      var x = x(scale, tick);
      content.append(Html.line("grid", x, 0, x, height - 18));
      content.append(Html.text(x, height - 4, "middle", Unit.MILLISECONDS.say(tick)));
    }
    var y = 2.0;
    for (var row : new ArrayList<>(rows.entrySet())) {
      content.append(Html.text(LEFT - 8, y + 11, "end", row.getKey()));
      var from = 0.0;
      for (var part : row.getValue()) {
        var x = x(scale, from);
        from += part.milliseconds();
        var said = part.name() + ": " + Unit.MILLISECONDS.say(part.milliseconds());
        content.append(Html.bar("p-" + part.kind(), x, y, x(scale, from) - x, ROW - 5, said));
      }
      y += ROW;
    }
    return Html.svg(WIDTH, height, "time by part", content.toString());
  }

  private static double x(Scale scale, double ms) {
    return LEFT + scale.at(ms) * (WIDTH - LEFT - 40);
  }
}
