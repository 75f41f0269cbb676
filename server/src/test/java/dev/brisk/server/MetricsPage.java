package dev.brisk.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A page in Prometheus' text format 0.0.4, read by the grammar of its documentation: whatever is
 * not in it fails the test.
 */
record MetricsPage(Map<String, String> types, List<Sample> samples) {
  private static final Pattern TYPE =
      Pattern.compile(
          "# TYPE ([a-zA-Z_:][a-zA-Z0-9_:]*) (counter|gauge|histogram|summary|untyped)");
  private static final Pattern HELP = Pattern.compile("# HELP ([a-zA-Z_:][a-zA-Z0-9_:]*) .*");
  private static final Pattern SAMPLE =
      Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)\\})? ([^ ]+)");
  private static final Pattern LABEL =
      Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\\n]|\\\\[\\\\\"n])*)\"(?:,|$)");

  record Sample(String name, Map<String, String> labels, String value) {
    double number() {
      return value.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(value);
    }
  }

  static MetricsPage of(String text) {
    assertThat(text).endsWith("\n");
    var types = new HashMap<String, String>();
    var samples = new ArrayList<Sample>();
    for (var line : text.lines().toList()) {
      var type = TYPE.matcher(line);
      if (type.matches()) {
        assertThat(types.put(type.group(1), type.group(2))).as("twice: " + line).isNull();
        continue;
      }
      if (HELP.matcher(line).matches()) {
        continue;
      }
      var sample = SAMPLE.matcher(line);
      assertThat(sample.matches()).as(line).isTrue();
      var labels = new LinkedHashMap<String, String>();
      var inside = sample.group(2) == null ? "" : sample.group(2);
      var label = LABEL.matcher(inside);
      int end = 0;
      while (label.lookingAt()) {
        labels.put(label.group(1), label.group(2));
        end = label.end();
        label.region(end, inside.length());
      }
      assertThat(end).as(line).isEqualTo(inside.length());
      samples.add(new Sample(sample.group(1), labels, sample.group(3)));
    }
    return new MetricsPage(types, samples);
  }

  String type(String name) {
    return types.getOrDefault(name, "none");
  }

  /** The samples of that name. */
  List<Sample> lines(String name) {
    return samples.stream().filter(sample -> sample.name().equals(name)).toList();
  }

  /** The sum of the samples of that name which have these labels; there must be one. */
  double value(String name, Map<String, String> labels) {
    var found =
        lines(name).stream()
            .filter(s -> s.labels().entrySet().containsAll(labels.entrySet()))
            .toList();
    assertThat(found).as(name + labels + " in " + lines(name)).isNotEmpty();
    return found.stream().mapToDouble(Sample::number).sum();
  }

  /** The bounds of the buckets of a histogram's first series. */
  List<String> bounds(String name) {
    var first = lines(name + "_bucket").getFirst().labels();
    var bounds = new ArrayList<String>();
    for (var bucket : lines(name + "_bucket")) {
      if (without(bucket.labels()).equals(without(first))) {
        bounds.add(bucket.labels().getOrDefault("le", ""));
      }
    }
    return bounds;
  }

  /** Buckets rise and end with all; there is a sum. */
  void checkHistogram(String name) {
    var counts = lines(name + "_count");
    assertThat(counts).as(name).isNotEmpty();
    for (var count : counts) {
      var buckets =
          lines(name + "_bucket").stream()
              .filter(b -> without(b.labels()).equals(count.labels()))
              .toList();
      assertThat(buckets).isNotEmpty();
      assertThat(buckets.stream().map(Sample::number)).isSorted();
      assertThat(buckets.getLast().labels()).containsEntry("le", "+Inf");
      assertThat(buckets.getLast().number()).isEqualTo(count.number());
      assertThat(value(name + "_sum", count.labels())).isNotNegative();
    }
  }

  private static Map<String, String> without(Map<String, String> labels) {
    var others = new LinkedHashMap<>(labels);
    others.remove("le");
    return others;
  }
}
