package dev.brisk.server;

import dev.brisk.engine.EngineOptions;
import dev.brisk.server.http.HttpServer;
import dev.brisk.server.http.IdleClock;
import dev.brisk.server.respond.EngineResponder;
import dev.brisk.server.respond.Responder;
import dev.brisk.wire.api.EditCompleted;
import dev.brisk.wire.api.EditCreate;
import dev.brisk.wire.api.EditFailed;
import dev.brisk.wire.api.EditOptions;
import dev.brisk.wire.api.EditServerEvent;
import dev.brisk.wire.api.EditStats;
import dev.brisk.wire.api.LineRange;
import dev.brisk.wire.json.JsonWriter;
import dev.brisk.wire.stream.EditClient;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code brisk model bench-edit}: from {@code edit.create} to {@code edit.completed}, through a
 * real WebSocket to a server in this process. Each round edits a region that was never seen, then
 * the same one again.
 */
@Command(
    name = "bench-edit",
    description = {
      "Measures edits of a 10-line region through a WebSocket, medians, after warm-up:",
      "of prompts never seen before, and of the same prompts again."
    },
    mixinStandardHelpOptions = true)
final class ModelBenchEditCommand implements Callable<Integer> {
  private static final long WARM_NANOS = 4_000_000_000L;

  @Option(
      names = "--model",
      paramLabel = "FILE",
      defaultValue = BuiltInModel.NAME,
      description = "A GGUF file, or ${DEFAULT-VALUE}.")
  private String file = BuiltInModel.NAME;

  @Option(
      names = "--runs",
      paramLabel = "N",
      defaultValue = "41",
      description = "Measured rounds (default ${DEFAULT-VALUE}).")
  private int runs = 41;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads that compute (default: one a core).")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(names = "--no-draft", description = "Do not draft from the region.")
  private boolean noDraft;

  @Option(names = "--json", description = "Write JSON.")
  private boolean asJson;

  // Set before the command is called.
  @SuppressWarnings("NullAway.Init")
  @Spec
  private CommandSpec spec;

  /** One edit: what the client waited, and what the server counted. */
  private record Round(double milliseconds, EditStats stats) {}

  @Override
  public Integer call() throws InterruptedException {
    if (runs < 1 || threads < 1) {
      throw new ParameterException(spec.commandLine(), "--runs and --threads must be at least 1");
    }
    var options = EngineOptions.defaults().withThreads(threads);
    try (var responder = new EngineResponder(BuiltInModel.open(file), options)) {
      responder.warmUp();
      var idle = new IdleClock(System::nanoTime);
      try (var server = new HttpServer(responder, 0, "bench", Version.text(), idle);
          var client = connect(server)) {
        measure(responder, client);
      }
    }
    return 0;
  }

  private static EditClient connect(HttpServer server) {
    return EditClient.connect(
        URI.create("http://127.0.0.1:" + server.port()), "bench", Duration.ofSeconds(10));
  }

  private void measure(Responder responder, EditClient client) throws InterruptedException {
    int round = 0;
    long warmedUp = System.nanoTime() + WARM_NANOS;
    while (System.nanoTime() < warmedUp) {
      var _ = edit(client, round++);
    }
    var first = new ArrayList<Round>();
    var again = new ArrayList<Round>();
    for (int i = 0; i < runs; i++) {
      first.add(edit(client, round));
      again.add(edit(client, round++));
    }
    report(responder, first, again);
  }

  private Round edit(EditClient client, int round) throws InterruptedException {
    var name = "value" + (char) ('A' + round % 26) + (char) ('a' + round / 26 % 26) + round / 676;
    var create =
        new EditCreate(
            null,
            "Sample.java",
            sample(name),
            new LineRange(3, 12),
            "rename " + name + " to total",
            null,
            new EditOptions(null, !noDraft, null, null));
    long start = System.nanoTime();
    var call = client.create(create);
    EditServerEvent event = call.next();
    while (!call.isLast(event)) {
      event = call.next();
    }
    double milliseconds = (System.nanoTime() - start) / 1e6;
    return new Round(milliseconds, stats(event));
  }

  /** A model may get an edit wrong; it has taken its time all the same. */
  private static EditStats stats(EditServerEvent end) {
    var stats =
        switch (end) {
          case EditCompleted completed -> completed.stats();
          case EditFailed failed -> failed.stats();
          default -> null;
        };
    if (stats == null) {
      throw new CommandException(
          "The model cannot make this edit: "
              + (end instanceof EditFailed failed ? failed.message() : end));
    }
    return stats;
  }

  private static String sample(String name) {
    return """
        class Sample {

          int sumOf(int[] numbers, int start) {
            int NAME = start;
            for (int number : numbers) {
              if (number > 0) {
                NAME += number;
              }
            }
            log.debug("done");
            return NAME;
          }
        }
        """
        .replace("NAME", name);
  }

  private void report(Responder responder, List<Round> first, List<Round> again) {
    var out = spec.commandLine().getOut();
    if (asJson) {
      var json = new JsonWriter().beginObject();
      json.member("model", responder.model().name()).member("kernels", responder.kernels());
      json.member("threads", threads).member("runs", runs);
      write(json, "first", first);
      write(json, "again", again);
      out.println(json.endObject());
    } else {
      out.printf(
          "%s, %s, %d threads, medians of %d%n",
          responder.model().name(), responder.kernels(), threads, runs);
      line("never seen", first);
      line("again", again);
    }
    out.flush();
  }

  private void line(String name, List<Round> rounds) {
    spec.commandLine()
        .getOut()
        .printf(
            Locale.ROOT,
            "%-11s create to completed %6.1f ms (p90 %.1f), first token %.1f ms, %.0f tokens, %.0f tokens/s, %.2f passes a"
                + " token, %.0f of %.0f prompt tokens cached%n",
            name,
            quantile(rounds, 0.5, Round::milliseconds),
            quantile(rounds, 0.9, Round::milliseconds),
            quantile(rounds, 0.5, r -> r.stats().ttftMs()),
            quantile(rounds, 0.5, r -> r.stats().tokens()),
            quantile(rounds, 0.5, ModelBenchEditCommand::rate),
            quantile(rounds, 0.5, ModelBenchEditCommand::passes),
            quantile(rounds, 0.5, r -> r.stats().cachedTokens()),
            quantile(rounds, 0.5, r -> r.stats().promptTokens()));
  }

  private static void write(JsonWriter json, String name, List<Round> rounds) {
    json.name(name)
        .beginObject()
        .member("total_ms", quantile(rounds, 0.5, Round::milliseconds))
        .member("total_ms_p90", quantile(rounds, 0.9, Round::milliseconds))
        .member("ttft_ms", quantile(rounds, 0.5, r -> r.stats().ttftMs()))
        .member("tokens", quantile(rounds, 0.5, r -> r.stats().tokens()))
        .member("tokens_per_s", quantile(rounds, 0.5, ModelBenchEditCommand::rate))
        .member("passes_per_token", quantile(rounds, 0.5, ModelBenchEditCommand::passes))
        .member("prompt_tokens", quantile(rounds, 0.5, r -> r.stats().promptTokens()))
        .member("cached_tokens", quantile(rounds, 0.5, r -> r.stats().cachedTokens()))
        .endObject();
  }

  /** Output tokens a second after the first chunk. */
  private static double rate(Round round) {
    var stats = round.stats();
    double seconds = (stats.totalMs() - stats.ttftMs()) / 1e3;
    return seconds > 0 ? (stats.tokens() - 1) / seconds : 0;
  }

  private static double passes(Round round) {
    return (double) round.stats().passes() / Math.max(1, round.stats().tokens());
  }

  private static double quantile(List<Round> rounds, double q, ToDoubleFunction<Round> of) {
    double[] sorted = rounds.stream().mapToDouble(of).sorted().toArray();
    return Math.round(
            sorted[(int) Math.min(sorted.length - 1, Math.floor(q * sorted.length))] * 100)
        / 100.0;
  }
}
