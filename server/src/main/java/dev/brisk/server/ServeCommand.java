package dev.brisk.server;

import dev.brisk.engine.EngineOptions;
import dev.brisk.engine.PrefixSnapshotException;
import dev.brisk.server.http.HttpServer;
import dev.brisk.server.http.IdleClock;
import dev.brisk.server.respond.EngineResponder;
import dev.brisk.server.respond.Responder;
import dev.brisk.wire.api.ServerState;
import dev.brisk.wire.api.StateDir;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code brisk serve}: the resident process. It leaves by itself after a while without work. */
@Command(
    name = "serve",
    description = {
      "Serves edits and the OpenAI-compatible API on 127.0.0.1.",
      "brisk edit starts it by itself; start it by hand to choose the model or the port."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  brisk serve",
      "  brisk serve --model qwen.gguf --context 8192 --idle 30m"
    })
final class ServeCommand implements Callable<Integer> {
  @Option(
      names = "--port",
      paramLabel = "N",
      description = "Port on 127.0.0.1; 0, the default, lets the system choose.")
  private int port;

  @Option(
      names = "--model",
      paramLabel = "FILE",
      defaultValue = BuiltInModel.NAME,
      description = "A GGUF file, or ${DEFAULT-VALUE}.")
  private String model = BuiltInModel.NAME;

  @Option(
      names = "--draft-model",
      paramLabel = "FILE",
      description = {
        "A smaller model with the same vocabulary that drafts what --model then checks, where there",
        "is no region to draft from: the output is the same, and sooner there if it often agrees."
      })
  private @Nullable String draftModel;

  @Option(
      names = "--idle",
      paramLabel = "DURATION",
      defaultValue = "3h",
      converter = DurationConverter.class,
      description = "Leave after this long without work: 90s, 30m, 3h (default ${DEFAULT-VALUE}).")
  private Duration idle = Duration.ofHours(3);

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads that compute (default: one a core).")
  private @Nullable Integer threads;

  @Option(
      names = "--context",
      paramLabel = "N",
      description =
          "Most tokens of prompt and output together (default: the model's own limit, or what fits in memory).")
  private @Nullable Integer context;

  @Option(
      names = "--prefix-snapshots",
      paramLabel = "DIR",
      description =
          "Keep what prompts begin with again and again in this folder when the server leaves, and take it up at the next start.")
  private @Nullable Path prefixSnapshots;

  @Option(
      names = "--background",
      hidden = true,
      description = "A client started this server, so a client may replace it.")
  private boolean background;

  @Mixin private ContextOptions contexts = new ContextOptions();

  // Set before the command is called.
  @SuppressWarnings("NullAway.Init")
  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    long start = System.nanoTime();
    checkOptions();
    var folder = StateDir.of(System.getenv()).create();
    try (var _ = ServerLock.acquire(folder)) {
      refuseBrokenState(folder);
      try (var responder = load()) {
        responder.templateProblem().ifPresent(problem -> warn(responder, problem));
        responder.warmUp();
        loadPrefixes(responder);
        serve(responder, folder, start);
      }
    }
    return 0;
  }

  private void serve(Responder responder, StateDir folder, long start) throws InterruptedException {
    var clock = new IdleClock(System::nanoTime);
    var token = newToken();
    try (var server = listen(responder, token, clock)) {
      Rehearsal.run(responder.model(), server.port(), token);
      var state =
          new ServerState(
              ProcessHandle.current().pid(),
              server.port(),
              token,
              Version.text(),
              responder.model().name(),
              Instant.now(),
              System.getProperty("brisk.stamp", ""),
              background);
      // Before anybody knows whom to ask. Also edits that need no model need the cores.
      responder.warmUpWhileIdle();
      clock.onBegin(responder::endWarmUp);
      try (var _ = Announcement.of(folder, state, () -> savePrefixes(responder))) {
        spec.commandLine()
            .getOut()
            .printf(
                Locale.ROOT,
                "brisk %s is ready on %s: model %s, kernels %s, context %s, pid %d, after %.1f s%n",
                state.version(),
                state.uri(),
                state.model(),
                responder.kernels(),
                responder.context(),
                state.pid(),
                (System.nanoTime() - start) / 1e9);
        clock.awaitIdle(idle);
      }
    }
  }

  private void warn(Responder responder, String problem) {
    spec.commandLine()
        .getErr()
        .printf(
            "The chat template of the model %s cannot be rendered, so it will not chat: %s.%n",
            responder.model().name(), problem);
  }

  private void loadPrefixes(Responder responder) {
    if (prefixSnapshots == null) {
      return;
    }
    try {
      responder.loadPrefixes(prefixSnapshots).forEach(spec.commandLine().getErr()::println);
    } catch (PrefixSnapshotException e) {
      throw new CommandException(String.valueOf(e.getMessage()), e);
    }
  }

  private void savePrefixes(Responder responder) {
    if (prefixSnapshots == null) {
      return;
    }
    try {
      responder.savePrefixes(prefixSnapshots);
    } catch (RuntimeException e) {
      // The server leaves all the same; the next one computes what is missing.
      spec.commandLine().getErr().println(e.getMessage());
    }
  }

  private Responder load() {
    int cores = Runtime.getRuntime().availableProcessors();
    var options =
        EngineOptions.defaults()
            .withThreads(threads == null ? cores : threads)
            .withContextLength(context == null ? 0 : context)
            .withKvType(contexts.kvType());
    try {
      var smaller = Optional.ofNullable(draftModel).map(BuiltInModel::open);
      return new EngineResponder(contexts.open(model), smaller, options);
    } catch (OutOfMemoryError e) {
      throw new CommandException(
          "The model " + model + " does not fit in memory; choose a smaller one.", e);
    }
  }

  private HttpServer listen(Responder responder, String token, IdleClock clock) {
    try {
      return new HttpServer(responder, port, token, Version.text(), clock);
    } catch (UncheckedIOException e) {
      throw new CommandException(
          "Port "
              + port
              + " cannot be had (is it in use?); choose another with --port, or leave it out.",
          e);
    }
  }

  /** A file that cannot be understood may belong to something else, so it is not overwritten. */
  private static void refuseBrokenState(StateDir folder) {
    var _ = ServerState.read(folder.stateFile());
  }

  private void checkOptions() {
    require(port >= 0 && port <= 65_535, "--port must be from 0 to 65535");
    require(
        threads == null || (threads >= 1 && threads <= 1024), "--threads must be from 1 to 1024");
    require(context == null || context >= 1, "--context must be at least 1");
    require(idle.isPositive(), "--idle must be longer than nothing");
  }

  private void require(boolean condition, String message) {
    if (!condition) {
      throw new ParameterException(spec.commandLine(), message);
    }
  }

  private static String newToken() {
    byte[] bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
