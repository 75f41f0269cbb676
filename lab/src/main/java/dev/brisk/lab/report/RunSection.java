package dev.brisk.lab.report;

import dev.brisk.lab.results.Sample;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What was run, exactly: enough to do it again. */
final class RunSection {
  private static final DateTimeFormatter WHEN =
      DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm:ss 'UTC'", Locale.ROOT);

  private static final int ERRORS = 8;

  private RunSection() {}

  static String of(List<Measured> runs) {
    var html = new StringBuilder();
    for (var run : runs) {
      html.append("<h3>").append(Html.escaped(run.name())).append("</h3>\n");
      html.append("<pre>").append(Html.escaped(command(run))).append("</pre>\n");
      html.append(Html.table(facts(run)));
      html.append(errors(run));
    }
    return Html.section(
        "What was run", "The exact command, versions and hardware.", html.toString());
  }

  private static String command(Measured run) {
    return run.results().run().command().stream()
        .map(a -> a.matches("[\\w@%+=:,./-]+") ? a : "'" + a.replace("'", "'\\''") + "'")
        .collect(Collectors.joining(" "));
  }

  private static List<List<String>> facts(Measured run) {
    var r = run.results().run();
    var facts = new ArrayList<List<String>>();
    facts.add(List.of("", ""));
    facts.add(List.of("Asked", Words.asked(run)));
    r.targetSays().forEach((k, v) -> facts.add(List.of("Target says: " + k, v)));
    facts.add(List.of("Workload", r.workload().words() + ", sha-256 " + r.workload().sha256()));
    if (!r.objective().isEmpty()) {
      facts.add(List.of("Objective", r.objective()));
    }
    facts.add(
        List.of(
            "Prompts",
            r.saltedPrompts()
                ? "each unlike those before by its beginning"
                : "repeated as they are, so that a prefix cache may answer"));
    facts.add(List.of("Seed", Long.toString(r.seed())));
    facts.add(List.of("Started", WHEN.format(r.startedAt().atOffset(ZoneOffset.UTC))));
    facts.add(
        List.of(
            "Took",
            String.format(
                Locale.ROOT,
                "%.1f s, after %s of warm-up that do not count",
                run.results().ending().durationNanos() / 1e9,
                Words.count(r.warmUpExcluded(), "request"))));
    facts.add(List.of("Ended", run.results().ending().sentence()));
    facts.add(
        List.of(
            "Measured from",
            r.client().cpu()
                + ", "
                + Words.count(r.client().cores(), "core")
                + (r.client().memoryBytes() < 0
                    ? ""
                    : ", " + (r.client().memoryBytes() >> 20) + " MiB")
                + "; "
                + r.client().os()
                + "; "
                + r.client().jvm()));
    facts.add(List.of("Lab", "brisk " + r.briskVersion()));
    return facts;
  }

  private static String errors(Measured run) {
    var errors =
        run.samples().stream()
            .filter(s -> !s.error().isEmpty())
            .collect(
                Collectors.groupingBy(Sample::error, LinkedHashMap::new, Collectors.counting()));
    if (errors.isEmpty()) {
      return "";
    }
    var table = new ArrayList<List<String>>();
    table.add(List.of("What went wrong", "times"));
    errors.entrySet().stream()
        .sorted((a, b) -> Long.compare(b.getValue(), a.getValue()))
        .limit(ERRORS)
        .forEach(e -> table.add(List.of(Words.cut(e.getKey(), 300), Long.toString(e.getValue()))));
    return Html.table(table);
  }
}
