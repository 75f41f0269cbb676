package dev.brisk.server;

import dev.brisk.engine.PrefixSnapshotException;
import dev.brisk.server.admission.KeyStore;
import dev.brisk.server.admission.Limits;
import dev.brisk.server.admission.TierLimits;
import dev.brisk.server.admission.Tiers;
import dev.brisk.server.config.Configuration;
import dev.brisk.server.config.ConfigurationException;
import dev.brisk.server.http.Access;
import dev.brisk.server.http.Door;
import dev.brisk.server.http.HttpServer;
import dev.brisk.server.http.IdleClock;
import dev.brisk.server.respond.Models;
import dev.brisk.server.respond.PromptLog;
import dev.brisk.server.respond.Responder;
import dev.brisk.server.store.Store;
import dev.brisk.wire.api.ServerState;
import dev.brisk.wire.api.StateDir;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
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
      "  brisk serve --model qwen.gguf --context 8192 --idle 30m",
      "  brisk serve --upstream flagship=http://10.0.0.5:8000 --model qwen.gguf",
      "  brisk serve --scripted answers.jsonl"
    })
final class ServeCommand implements Callable<Integer> {
  @Option(
      names = "--port",
      paramLabel = "N",
      description = "Port on 127.0.0.1; 0, the default, lets the system choose.")
  private @Nullable Integer port;

  @Option(
      names = "--idle",
      paramLabel = "DURATION",
      defaultValue = "3h",
      converter = DurationConverter.class,
      description = "Leave after this long without work: 90s, 30m, 3h (default ${DEFAULT-VALUE}).")
  private Duration idle = Duration.ofHours(3);

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

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "A configuration in TOML: models, upstreams, port (docs/configuration.md).")
  private @Nullable Path config;

  @Option(
      names = "--log-prompts",
      description =
          "Write what models are asked on standard error, one line of JSON each; without it no text of a prompt is in any log.")
  private boolean logPrompts;

  @Mixin private ModelOptions models = new ModelOptions();

  @Mixin private ContextOptions contexts = new ContextOptions();

  @Mixin private AdmissionOptions admission = new AdmissionOptions();

  @Mixin private AccessOptions access = new AccessOptions();

  @Mixin private StoreOptions store = new StoreOptions();

  // Set before the command is called.
  @SuppressWarnings("NullAway.Init")
  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    long start = System.nanoTime();
    var configuration = configuration();
    checkOptions(configuration);
    var folder = StateDir.of(System.getenv()).create();
    try (var _ = ServerLock.acquire(folder)) {
      refuseBrokenState(folder);
      try (var keys = new KeyStore(KeysCommand.file(folder), Clock.systemUTC())) {
        var other = access.other(keys);
        var tiers = Tiers.of(configuration.tiers());
        try (var kept = openStore(configuration)) {
          var limits = new TierLimits(tiers, keys, kept.ledger());
          try (var served = open(configuration, limits)) {
            served.check(configuration.tiers());
            served.all().forEach(this::warn);
            served.all().forEach(Responder::warmUp);
            loadPrefixes(served.all().getFirst());
            var who = new Access(newToken(), keys, limits);
            serve(configuration, served, kept, folder, who, other, start);
          }
        }
      }
    }
    return 0;
  }

  private Configuration configuration() {
    return config == null ? Configuration.none() : read(config);
  }

  /**
   * Reads a configuration.
   *
   * @throws CommandException if it cannot be used
   */
  static Configuration read(Path config) {
    try {
      return Configuration.read(config);
    } catch (ConfigurationException e) {
      throw new CommandException(String.valueOf(e.getMessage()), e);
    }
  }

  private Store openStore(Configuration configuration) {
    return store.open(configuration.server().store(), System.getenv(), spec.commandLine().getErr());
  }

  private ServedModels open(Configuration configuration, Limits limits)
      throws InterruptedException {
    var sections = configuration.models().isEmpty() ? models.sections() : configuration.models();
    return new ServedModels(contexts, admission, limits, System.getenv(), models.replays())
        .open(sections);
  }

  private void serve(
      Configuration configuration,
      ServedModels served,
      Store kept,
      StateDir folder,
      Access who,
      Optional<Door> other,
      long start)
      throws InterruptedException {
    var clock = new IdleClock(System::nanoTime);
    var models = served.models();
    models.meters().queue(served::waiting);
    models.meters().store(kept::state);
    if (logPrompts) {
      models.prompts(PromptLog.to(spec.commandLine().getErr()::println));
    }
    var responder = models.first();
    int wanted = port == null ? configuration.server().port().orElse(0) : port;
    // What is started by another door leaves this one to the commands of this machine.
    int localPort = other.isPresent() ? 0 : wanted;
    try (var server = listen(models, access.local(), localPort, who, kept, clock);
        var _ = other.map(door -> listen(models, door, wanted, who, kept, clock)).orElse(null)) {
      if (responder.computesHere()) {
        Rehearsal.run(responder.model(), server.port(), who.token());
        models.meters().clear();
      }
      var state =
          new ServerState(
              ProcessHandle.current().pid(),
              server.port(),
              who.token(),
              Version.text(),
              responder.model().name(),
              Instant.now(),
              System.getProperty("brisk.stamp", ""),
              background);
      // Before anybody knows whom to ask. Also edits that need no model need the cores.
      served.all().forEach(Responder::warmUpWhileIdle);
      clock.onBegin(() -> served.all().forEach(Responder::endWarmUp));
      try (var _ = Announcement.of(folder, state, () -> savePrefixes(responder))) {
        spec.commandLine()
            .getOut()
            .printf(
                Locale.ROOT,
                "brisk %s is ready on %s: model %s, kernels %s, context %s, pid %d, after %.1f s%n",
                state.version(),
                state.uri(),
                names(served),
                responder.kernels(),
                responder.context(),
                state.pid(),
                (System.nanoTime() - start) / 1e9);
        clock.awaitIdle(idle);
      }
    }
  }

  private static String names(ServedModels served) {
    return served.all().stream()
        .map(responder -> responder.model().name())
        .collect(Collectors.joining(" and "));
  }

  private void warn(Responder responder) {
    responder
        .templateProblem()
        .ifPresent(
            problem ->
                spec.commandLine()
                    .getErr()
                    .printf(
                        "The chat template of the model %s cannot be rendered, so it will not chat: %s.%n",
                        responder.model().name(), problem));
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

  private HttpServer listen(
      Models models, Door door, int at, Access who, Store kept, IdleClock clock) {
    try {
      var server = new HttpServer(models, door, at, who, kept.responses(), Version.text(), clock);
      access.announce(door, server.port(), spec.commandLine());
      return server;
    } catch (UncheckedIOException e) {
      throw new CommandException(
          "Port "
              + at
              + " cannot be had (is it in use?); choose another with --port, or leave it out.",
          e);
    }
  }

  /** A file that cannot be understood may belong to something else, so it is not overwritten. */
  private static void refuseBrokenState(StateDir folder) {
    var _ = ServerState.read(folder.stateFile());
  }

  private void checkOptions(Configuration configuration) {
    require(port == null || (port >= 0 && port <= 65_535), "--port must be from 0 to 65535");
    models.check();
    admission.check();
    access.check();
    store.check(configuration.server().store());
    require(
        configuration.models().isEmpty() || !models.given(),
        "the configuration says which models are served; leave the options for them out, or the models there");
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
