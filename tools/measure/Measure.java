import dev.brisk.wire.api.EditCompleted;
import dev.brisk.wire.api.EditCreate;
import dev.brisk.wire.api.EditFailed;
import dev.brisk.wire.api.EditHunk;
import dev.brisk.wire.api.EditOptions;
import dev.brisk.wire.api.EditQueued;
import dev.brisk.wire.api.EditServerEvent;
import dev.brisk.wire.api.EditStarted;
import dev.brisk.wire.api.EditStats;
import dev.brisk.wire.api.LineRange;
import dev.brisk.wire.api.ServerState;
import dev.brisk.wire.api.StateDir;
import dev.brisk.wire.json.Json;
import dev.brisk.wire.stream.EditClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Times edits over the WebSocket of a running server, from {@code edit.create} to its last event, by the client's clock.
 * The cases are real commits: ten lines around each change, with the commit's own sentence as instruction. Usage:
 *
 * <pre>
 * Measure edits CASES   each case twice: not prefilled, then prefilled
 * Measure stop CASES    cancels each edit as soon as it has started, and times its end
 * Measure direct        edits without a model, in 10 and 64 lines of a file of 1,500, by the server's clock too
 * </pre>
 */
public final class Measure {
  private static final int LINES = 10;
  private static final int WARM_UP = 25;

  /** The model is timed, also where Brisk knows the answer without it. */
  private static final EditOptions BY_MODEL =
      new EditOptions(null, null, null, null, null, false);

  private record Case(String path, String text, LineRange region, String instruction) {
    EditCreate message() {
      return new EditCreate(null, path, text, region, instruction, null, BY_MODEL);
    }
  }

  private record Run(double millis, boolean completed, EditStats stats) {}

  public static void main(String[] args) throws Exception {
    ServerState server =
        ServerState.read(StateDir.of(System.getenv()).stateFile())
            .orElseThrow(() -> new IllegalStateException("no server runs; start ./brisk serve"));
    try (var client = EditClient.connect(server.uri(), server.token(), Duration.ofSeconds(5))) {
      if (args[0].equals("direct")) {
        direct(client);
        return;
      }
      List<Case> cases = cases(Path.of(args[1]));
      switch (args[0]) {
        case "edits" -> edits(client, cases);
        case "stop" -> stop(client, cases);
        default -> throw new IllegalArgumentException("edits, stop or direct, not " + args[0]);
      }
    }
  }

  /** Cases whose change fits ten lines of a file without tabs, which the built-in model does not know. */
  private static List<Case> cases(Path file) throws IOException {
    var cases = new ArrayList<Case>();
    for (String line : Files.readAllLines(file)) {
      var json = Json.parseObject(line);
      String text = json.requireText("before");
      int lines = text.split("\n", -1).length;
      var span = json.requireObject("edit_span");
      int start = span.requireInteger("startLine");
      int changed = span.requireInteger("endLine") - start + 1;
      int first = Math.max(1, start - (LINES - changed) / 2);
      boolean fits = changed <= LINES && first + LINES - 1 <= lines;
      if (fits && !text.contains("\t")) {
        var region = new LineRange(first, first + LINES - 1);
        cases.add(
            new Case(json.requireText("path"), text, region, json.requireText("instruction")));
      }
    }
    return cases;
  }

  private static void edits(EditClient client, List<Case> cases) throws Exception {
    for (Case c : cases.subList(0, WARM_UP)) {
      Run ignored = run(client, c);
    }
    var cold = new ArrayList<Run>();
    var warm = new ArrayList<Run>();
    for (Case c : cases.subList(WARM_UP, cases.size())) {
      Run first = run(client, c);
      Run second = run(client, c);
      // A prompt that does not fit the context is refused without any work.
      if (first.stats != null && second.stats != null && first.stats.tokens() > 0) {
        cold.add(first);
        warm.add(second);
      }
    }
    report("not prefilled", cold);
    report("… completed only", cold.stream().filter(Run::completed).toList());
    report("prefilled", warm);
    report("… completed only", warm.stream().filter(Run::completed).toList());
  }

  private static void report(String name, List<Run> runs) {
    long completed = runs.stream().filter(Run::completed).count();
    System.out.printf(
        "%-17s %d edits (%d completed): create to last event %.1f ms median, %.1f ms p90; first token %.1f ms; "
            + "%.0f output tokens; %.0f tokens/s; %.3f passes a token; %.0f of %.0f prompt tokens cached%n",
        name,
        runs.size(),
        completed,
        median(runs, Run::millis),
        quantile(runs, Run::millis, 0.9),
        median(runs, r -> r.stats.ttftMs()),
        median(runs, r -> r.stats.tokens()),
        median(runs, Measure::tokensPerSecond),
        median(runs, r -> (double) r.stats.passes() / r.stats.tokens()),
        median(runs, r -> r.stats.cachedTokens()),
        median(runs, r -> r.stats.promptTokens()));
  }

  /** Output tokens after the first by the time after the first, as the server tells them. */
  private static double tokensPerSecond(Run run) {
    double seconds = (run.stats.totalMs() - run.stats.ttftMs()) / 1000;
    return seconds <= 0 ? 0 : (run.stats.tokens() - 1) / seconds;
  }

  private static Run run(EditClient client, Case c) throws InterruptedException {
    return run(client, c.message());
  }

  private static Run run(EditClient client, EditCreate message) throws InterruptedException {
    long start = System.nanoTime();
    var call = client.create(message);
    EditServerEvent event;
    do {
      event = call.next();
    } while (!call.isLast(event));
    double millis = (System.nanoTime() - start) / 1e6;
    return switch (event) {
      case EditCompleted completed -> new Run(millis, true, completed.stats());
      case EditFailed failed -> new Run(millis, false, failed.stats());
      case EditQueued e -> throw new IllegalStateException();
      case EditStarted e -> throw new IllegalStateException();
      case EditHunk e -> throw new IllegalStateException();
    };
  }

  /** Methods of ten lines, 150 of them. */
  private static String longFile() {
    var text = new StringBuilder("class Long {\n");
    for (int i = 0; i < 150; i++) {
      text.append("  int method").append(i).append("(int[] values) {\n");
      text.append("    int sum = 0;\n    for (int value : values) {\n      sum += value;\n    }\n");
      text.append("    if (sum > 100) {\n      return 100;\n    }\n    return sum;\n  }\n");
    }
    return text.append("}\n").toString();
  }

  private static void direct(EditClient client) throws Exception {
    String text = longFile();
    for (int lines : new int[] {10, 64}) {
      int first = 702;
      var region = new LineRange(first, first + lines - 1);
      direct(client, text, region, "rename sum to total");
      direct(client, text, region, "delete line " + (first + 3));
      direct(client, text, region, "replace \"method70(\" by \"summed(\"");
      // Answered from the syntax; the text is the same each time, so that only the first is parsed.
      direct(client, text, region, "make method70 private");
    }
  }

  private static void direct(EditClient client, String text, LineRange region, String instruction)
      throws InterruptedException {
    var runs = new ArrayList<Run>();
    var message = new EditCreate(null, "Long.java", text, region, instruction, null, EditOptions.DEFAULTS);
    var first = Double.NaN;
    for (int i = 0; i < 20 * WARM_UP; i++) {
      var run = run(client, message);
      if (!run.completed || run.stats == null || run.stats.passes() > 0) {
        throw new IllegalStateException("not answered without a model: " + instruction);
      }
      first = i == 0 ? run.stats.directUs() / 1000.0 : first;
      if (i >= 10 * WARM_UP) {
        runs.add(run);
      }
    }
    System.out.printf(
        "%-38s in %d lines: rule %.3f ms median, %.3f ms p99, %.1f ms the first time; create to last event %.1f ms median%n",
        instruction,
        region.lastLine() - region.firstLine() + 1,
        median(runs, r -> r.stats.directUs() / 1000.0),
        quantile(runs, r -> r.stats.directUs() / 1000.0, 0.99),
        first,
        median(runs, Run::millis));
  }

  private static void stop(EditClient client, List<Case> cases) throws Exception {
    for (Case c : cases.subList(0, WARM_UP)) {
      Run ignored = run(client, c);
    }
    var times = new ArrayList<Double>();
    for (Case c : cases.subList(WARM_UP, cases.size())) {
      var call = client.create(c.message());
      EditServerEvent event = call.next();
      if (call.isLast(event)) {
        continue;
      }
      long start = System.nanoTime();
      call.cancel();
      while (!call.isLast(event)) {
        event = call.next();
      }
      if (event instanceof EditFailed failed && failed.code().equals(EditFailed.CANCELLED)) {
        times.add((System.nanoTime() - start) / 1e6);
      }
    }
    System.out.printf(
        "stop              %d edits cancelled after edit.started: %.2f ms median, %.2f ms p90 until edit.failed cancelled%n",
        times.size(), quantile(times, t -> t, 0.5), quantile(times, t -> t, 0.9));
  }

  private static double median(List<Run> runs, ToDoubleFunction<Run> value) {
    return quantile(runs, value, 0.5);
  }

  private static <T> double quantile(List<T> runs, ToDoubleFunction<T> value, double q) {
    double[] sorted = runs.stream().mapToDouble(value).toArray();
    Arrays.sort(sorted);
    return sorted.length == 0 ? Double.NaN : sorted[(int) (q * (sorted.length - 1))];
  }
}
