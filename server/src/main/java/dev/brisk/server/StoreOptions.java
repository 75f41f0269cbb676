package dev.brisk.server;

import dev.brisk.server.config.StoreSection;
import dev.brisk.server.store.RedisStore;
import dev.brisk.server.store.Store;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What {@code brisk serve} takes on what it shares with other servers. */
final class StoreOptions {
  @Option(
      names = "--store",
      paramLabel = "URL",
      description = {
        "Share stored responses and the limits of keys with other servers through this Redis or Valkey:",
        "redis://HOST:PORT/DB, rediss:// for TLS. Without it they are kept in memory."
      })
  private @Nullable String store;

  @Option(
      names = "--store-ttl",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description = "How long a stored response can be gone on from: 90s, 30m, 24h (default 24h).")
  private @Nullable Duration keep;

  @Option(
      names = "--store-password-env",
      paramLabel = "VARIABLE",
      description = "The environment variable that holds the password of the store.")
  private @Nullable String passwordVariable;

  // Set before the command is called.
  @SuppressWarnings("NullAway.Init")
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  /** Looks whether the options can be meant. */
  void check(Optional<StoreSection> configured) {
    require(
        store != null || configured.isPresent() || (keep == null && passwordVariable == null),
        "--store-ttl and --store-password-env belong to a --store; add it");
    require(keep == null || keep.isPositive(), "--store-ttl must be longer than nothing");
    section(configured);
  }

  /**
   * The store that is asked for.
   *
   * @throws CommandException if the password is missing
   */
  Store open(Optional<StoreSection> configured, Map<String, String> environment, PrintWriter log) {
    var section = section(configured);
    if (section.isEmpty()) {
      return Store.memory(Clock.systemUTC());
    }
    var variable = Optional.ofNullable(passwordVariable).or(section.get()::passwordVariable);
    var secret = variable.map(name -> password(name, environment));
    var where = secret.map(section.get()::password).orElseGet(section::get);
    return RedisStore.open(where, Clock.systemUTC(), log::println);
  }

  private Optional<StoreSection> section(Optional<StoreSection> configured) {
    var section = configured;
    if (store != null) {
      try {
        section = Optional.of(StoreSection.of(store));
      } catch (IllegalArgumentException e) {
        throw new ParameterException(spec.commandLine(), "--store: " + e.getMessage(), e);
      }
    }
    var time = Optional.ofNullable(keep);
    return section.map(s -> time.map(s::keep).orElse(s));
  }

  private static String password(String variable, Map<String, String> environment) {
    return Optional.ofNullable(environment.get(variable))
        .filter(secret -> !secret.isBlank())
        .orElseThrow(
            () ->
                new CommandException(
                    "The environment variable "
                        + variable
                        + " holds no password for the store; set it, or leave store_password_env (--store-password-env) out."));
  }

  private void require(boolean condition, String message) {
    if (!condition) {
      throw new ParameterException(spec.commandLine(), message);
    }
  }
}
