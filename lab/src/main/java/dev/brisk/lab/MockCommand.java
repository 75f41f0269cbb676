package dev.brisk.lab;

import dev.brisk.lab.mock.MockPlan;
import dev.brisk.lab.mock.MockServer;
import dev.brisk.lab.mock.Truth;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code brisk lab mock}: a server whose times are known. */
@Command(
    name = "mock",
    description =
        "Answers on 127.0.0.1 with times that are known, to measure the lab itself: chat"
            + " completions, responses (also over a WebSocket) and infill. Ctrl-C ends it and says how"
            + " late it was itself.",
    footer = {
      "%nExamples:",
      "  brisk lab mock --ttft 100 --itl 10 --tokens 100",
      "  brisk lab mock --ttft 20..200 --slots 4 --errors 0.05 --stall-after 5 --stall-for 2"
    },
    mixinStandardHelpOptions = true)
final class MockCommand implements Callable<Integer> {
  private static final Pattern RANGE =
      Pattern.compile("(\\d+(?:\\.\\d+)?)(?:\\.\\.(\\d+(?:\\.\\d+)?))?");

  @Option(names = "--port", description = "Where to listen (default: 8090).")
  private int port = 8090;

  @Option(
      names = "--ttft",
      paramLabel = "MS",
      description = "To the first token, in ms: one figure, or FROM..TO drawn anew (default: 50).")
  private String ttft = "50";

  @Option(names = "--itl", paramLabel = "MS", description = "Between chunks (default: 10).")
  private String itl = "10";

  @Option(names = "--tokens", description = "Of an answer (default: 100).")
  private int tokens = 100;

  @Option(names = "--tokens-per-chunk", description = "Tokens in a chunk (default: 1).")
  private int tokensPerChunk = 1;

  @Option(
      names = "--slots",
      description = "Requests at the same time; others wait in order (default: 0, any number).")
  private int slots;

  @Option(names = "--stall-after", paramLabel = "S", description = "After the first request, in s.")
  private double stallAfter;

  @Option(names = "--stall-for", paramLabel = "S", description = "Stand still for so long.")
  private double stallFor;

  @Option(names = "--errors", description = "Share that fails with status 500 (0 to 1).")
  private double errors;

  @Option(names = "--refusals", description = "Share that is turned away with status 429.")
  private double refusals;

  @Option(names = "--endless", description = "Share of answers that never end.")
  private double endless;

  @Option(names = "--nonsense", description = "Share of answers that are not of the API.")
  private double nonsense;

  @Option(names = "--die-after", description = "Hang up after so many requests (default: never).")
  private int dieAfter;

  @Option(names = "--seed", description = "Of all that is random (default: 1).")
  private long seed = 1;

  @Option(
      names = "--truth",
      paramLabel = "FILE",
      description = "At the end, write what was sent when, as JSON lines.")
  private @Nullable Path truth;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    var err = Objects.requireNonNull(spec).commandLine().getErr();
    var plan =
        new MockPlan(
            port,
            range(ttft),
            range(itl),
            Math.max(1, tokens),
            Math.max(1, tokensPerChunk),
            slots,
            new MockPlan.Stall(time(stallAfter), time(stallFor)),
            errors,
            refusals,
            endless,
            nonsense,
            dieAfter,
            seed);
    try (var server = MockServer.start(plan)) {
      var over = new CountDownLatch(1);
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(
                  () -> {
                    end(server);
                    over.countDown();
                  }));
      err.println("The mock answers at " + server.uri() + "; Ctrl-C ends it.");
      err.flush();
      over.await();
    }
    return 0;
  }

  private void end(MockServer server) {
    System.err.printf(
        Locale.ROOT,
        "The mock sent %,d answers; it was late itself by %.3f ms (p50), %.3f ms (p99).%n",
        server.records().size(),
        server.latenessMillis(50),
        server.latenessMillis(99));
    if (truth != null) {
      try {
        Truth.write(truth, server.records());
      } catch (IOException e) {
        System.err.println("brisk: " + truth + " cannot be written; name another file.");
      }
    }
  }

  private static Duration time(double seconds) {
    return Duration.ofNanos((long) (seconds * 1e9));
  }

  private MockPlan.Range range(String text) {
    var matcher = RANGE.matcher(text);
    try {
      if (matcher.matches()) {
        double from = Double.parseDouble(matcher.group(1));
        double to = matcher.group(2) == null ? from : Double.parseDouble(matcher.group(2));
        return MockPlan.Range.of(time(from / 1e3), time(to / 1e3));
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new ParameterException(
        Objects.requireNonNull(spec).commandLine(),
        "'" + text + "' is no time; write milliseconds such as 50, or 20..200.");
  }
}
