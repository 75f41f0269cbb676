package dev.brisk.server.config;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * Where several servers keep what they share: a Redis or Valkey. What it says of itself names no
 * password.
 *
 * @param tls whether it is spoken to by TLS ({@code rediss})
 * @param host a name or an address, the latter without brackets
 * @param database from 0
 * @param passwordVariable the environment variable that holds the password, if it is not in the URL
 * @param keep how long a response can be gone on from
 */
public record StoreSection(
    boolean tls,
    String host,
    int port,
    int database,
    Optional<String> user,
    Optional<String> password,
    Optional<String> passwordVariable,
    Duration keep) {
  /** How long responses are kept if nothing else is said. */
  public static final Duration KEEP = Duration.ofHours(24);

  private static final int PORT = 6379;
  private static final String WRONG =
      "The address of the store must be a URL such as redis://127.0.0.1:6379/0 (rediss:// for TLS, redis://:PASSWORD@HOST for a password).";

  /**
   * Reads an address.
   *
   * @throws IllegalArgumentException if it is none; the message does not show it, for there may be
   *     a password in it
   */
  public static StoreSection of(String url) {
    URI uri;
    try {
      uri = URI.create(url);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(WRONG);
    }
    boolean tls = "rediss".equals(uri.getScheme());
    if (!(tls || "redis".equals(uri.getScheme()))
        || uri.getHost() == null
        || uri.getQuery() != null
        || uri.getFragment() != null) {
      throw new IllegalArgumentException(WRONG);
    }
    var who = Optional.ofNullable(uri.getUserInfo());
    if (who.isPresent() && !who.get().contains(":")) {
      throw new IllegalArgumentException(WRONG);
    }
    return new StoreSection(
        tls,
        uri.getHost().replaceAll("[\\[\\]]", ""),
        uri.getPort() < 0 ? PORT : uri.getPort(),
        database(uri.getPath()),
        who.map(w -> w.substring(0, w.indexOf(':'))).filter(w -> !w.isEmpty()),
        who.map(w -> w.substring(w.indexOf(':') + 1)).filter(w -> !w.isEmpty()),
        Optional.empty(),
        KEEP);
  }

  private static int database(String path) {
    if (path.isEmpty() || path.equals("/")) {
      return 0;
    }
    if (!path.matches("/[0-9]{1,5}")) {
      throw new IllegalArgumentException(WRONG);
    }
    return Integer.parseInt(path.substring(1));
  }

  static Optional<StoreSection> of(Table table) {
    var keep = table.duration("store_ttl");
    var variable = table.text("store_password_env");
    var store = table.items("store", StoreSection::of, StoreSection::refuse);
    if (store.isEmpty() && (keep.isPresent() || variable.isPresent())) {
      throw table.error("'store_ttl' and 'store_password_env' belong to a 'store'; add it.");
    }
    if (store.size() > 1) {
      throw table.error("There can be one 'store'.");
    }
    return store.stream()
        .findFirst()
        .map(address -> address.passwordVariable(variable).keep(keep.orElse(KEEP)));
  }

  private static StoreSection refuse(Table other) {
    throw other.error("'store' must be a string.");
  }

  private StoreSection passwordVariable(Optional<String> variable) {
    return new StoreSection(tls, host, port, database, user, password, variable, keep);
  }

  /** The same with this password. */
  public StoreSection password(String secret) {
    return new StoreSection(
        tls, host, port, database, user, Optional.of(secret), passwordVariable, keep);
  }

  /** The same with responses kept for this time. */
  public StoreSection keep(Duration time) {
    return new StoreSection(tls, host, port, database, user, password, passwordVariable, time);
  }

  /** The address without user and password. */
  @Override
  public String toString() {
    return (tls ? "rediss://" : "redis://")
        + (host.contains(":") ? "[" + host + "]" : host)
        + ":"
        + port
        + "/"
        + database;
  }
}
