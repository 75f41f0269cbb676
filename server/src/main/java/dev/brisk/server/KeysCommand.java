package dev.brisk.server;

import dev.brisk.server.admission.KeyStore;
import dev.brisk.server.admission.Tiers;
import dev.brisk.wire.api.StateDir;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code brisk keys …}: the keys that servers of this state folder accept, also while they run. */
@Command(
    name = "keys",
    description = "Makes, lists and revokes the keys that clients of brisk serve need.",
    mixinStandardHelpOptions = true,
    subcommands = {KeysCommand.Create.class, KeysCommand.Show.class, KeysCommand.Revoke.class})
final class KeysCommand implements Runnable {
  // Set before the command is called.
  @SuppressWarnings("NullAway.Init")
  @Spec
  private CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "say what to do: create, list or revoke");
  }

  /** The keys of the state folder. */
  static KeyStore open() {
    return new KeyStore(file(StateDir.of(System.getenv()).create()), Clock.systemUTC());
  }

  static Path file(StateDir folder) {
    return folder.path().resolve("keys.db");
  }

  /** {@code brisk keys create}. */
  @Command(
      name = "create",
      description = {
        "Makes a key and writes it on standard output. It is not kept: only its hash is, so it",
        "cannot be shown again."
      },
      mixinStandardHelpOptions = true)
  static final class Create implements Callable<Integer> {
    @Option(
        names = "--tier",
        paramLabel = "NAME",
        defaultValue = "standard",
        description =
            "What the key may do: standard, preview, or a [[tier]] of the server's configuration (default ${DEFAULT-VALUE}).")
    private String tier = "standard";

    @Option(
        names = "--config",
        paramLabel = "FILE",
        description = "The server's configuration, to look up the tier in.")
    private @Nullable Path config;

    @Option(
        names = "--note",
        paramLabel = "TEXT",
        defaultValue = "",
        description = "Whose it is, for the list.")
    private String note = "";

    // Set before the command is called.
    @SuppressWarnings("NullAway.Init")
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
      var tiers = config == null ? Tiers.defaults() : Tiers.of(ServeCommand.read(config).tiers());
      boolean known = tiers.names().contains(tier);
      if (!known && config != null) {
        throw new CommandException(
            "There is no tier '%s' in %s; use one of %s, or add a [[tier]] to it."
                .formatted(tier, config, String.join(", ", tiers.names())));
      }
      try (var keys = open()) {
        spec.commandLine().getOut().println(keys.create(tier, note));
      }
      if (!known) {
        spec.commandLine()
            .getErr()
            .println(
                "The key can be used where a [[tier]] named '"
                    + tier
                    + "' is configured (brisk serve --config FILE).");
      }
      return 0;
    }
  }

  /** {@code brisk keys list}. */
  @Command(
      name = "list",
      description = "Lists all keys by their first characters.",
      mixinStandardHelpOptions = true)
  static final class Show implements Callable<Integer> {
    private static final DateTimeFormatter DAY =
        DateTimeFormatter.ISO_LOCAL_DATE.withZone(ZoneId.systemDefault());

    // Set before the command is called.
    @SuppressWarnings("NullAway.Init")
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
      var out = spec.commandLine().getOut();
      try (var keys = open()) {
        var all = keys.list();
        if (all.isEmpty()) {
          out.println("There are no keys; make one with: brisk keys create --tier standard");
        } else {
          out.printf("%-16s %-12s %-12s %-12s %s%n", "KEY", "TIER", "CREATED", "REVOKED", "NOTE");
        }
        for (var key : all) {
          out.printf(
              "%-16s %-12s %-12s %-12s %s%n",
              key.name() + "…",
              key.tier(),
              DAY.format(key.created()),
              key.revoked().map(DAY::format).orElse("-"),
              key.note());
        }
      }
      return 0;
    }
  }

  /** {@code brisk keys revoke}. */
  @Command(
      name = "revoke",
      description = "Revokes a key for good, in running servers too.",
      mixinStandardHelpOptions = true)
  static final class Revoke implements Callable<Integer> {
    @Parameters(paramLabel = "KEY", description = "The key, or its first characters as listed.")
    private String key = "";

    // Set before the command is called.
    @SuppressWarnings("NullAway.Init")
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
      var name = key.replace("…", "");
      try (var keys = open()) {
        if (!keys.revoke(name)) {
          throw new CommandException(
              "There is no good key that begins with " + name + "; see brisk keys list.");
        }
      }
      spec.commandLine().getOut().println("revoked");
      return 0;
    }
  }
}
