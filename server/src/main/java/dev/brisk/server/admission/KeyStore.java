package dev.brisk.server.admission;

import dev.brisk.server.answer.Caller;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * Keys in an SQLite file. Several processes may have it open: a key that one creates or revokes is
 * good or bad in all others at once. The file is opened when it is first needed, and made by {@link
 * #create}.
 */
public final class KeyStore implements Keys, AutoCloseable {
  /** What a key begins with, so that it is known for one where it does not belong. */
  public static final String PREFIX = "brisk_";

  /** How many characters of a key are kept, to name it by. */
  private static final int SHOWN = PREFIX.length() + 8;

  private static final int RANDOM_BYTES = 32;

  private static final String TABLE =
      """
      CREATE TABLE IF NOT EXISTS key (
        name TEXT PRIMARY KEY,
        hash BLOB NOT NULL UNIQUE,
        tier TEXT NOT NULL,
        note TEXT NOT NULL,
        created INTEGER NOT NULL,
        revoked INTEGER
      ) STRICT""";

  private final Path file;
  private final Clock clock;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Connection connection;

  /**
   * A key as it is listed.
   *
   * @param name its first characters
   * @param note what whoever created it wrote
   */
  public record Entry(
      String name, String tier, String note, Instant created, Optional<Instant> revoked) {}

  /** What is done with the file. */
  private interface Work<T> {
    T with(Connection open) throws SQLException;
  }

  /**
   * @param file need not be there
   */
  public KeyStore(Path file, Clock clock) {
    this.file = file;
    this.clock = clock;
  }

  /**
   * Makes a key. This is the only time that it can be seen.
   *
   * @throws KeyStoreException if the file cannot be written
   */
  public String create(String tier, String note) {
    byte[] random = new byte[RANDOM_BYTES];
    new SecureRandom().nextBytes(random);
    var key = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    lock.lock();
    try {
      insert(open(), key, tier, note);
    } catch (SQLException e) {
      throw broken(e);
    } finally {
      lock.unlock();
    }
    return key;
  }

  private void insert(Connection open, String key, String tier, String note) throws SQLException {
    try (var insert = open.prepareStatement("INSERT INTO key VALUES (?, ?, ?, ?, ?, NULL)")) {
      insert.setString(1, name(key));
      insert.setBytes(2, hash(key));
      insert.setString(3, tier);
      insert.setString(4, note);
      insert.setLong(5, clock.instant().getEpochSecond());
      insert.executeUpdate();
    }
  }

  /** All keys in the order that they were made. */
  public List<Entry> list() {
    return ask(
        List.of(),
        open -> {
          try (var select =
                  open.prepareStatement(
                      "SELECT name, tier, note, created, revoked FROM key ORDER BY created, name");
              var rows = select.executeQuery()) {
            var all = new ArrayList<Entry>();
            while (rows.next()) {
              all.add(entry(rows));
            }
            return all;
          }
        });
  }

  private static Entry entry(ResultSet row) throws SQLException {
    long revoked = row.getLong(5);
    return new Entry(
        row.getString(1),
        row.getString(2),
        row.getString(3),
        Instant.ofEpochSecond(row.getLong(4)),
        row.wasNull() || revoked == 0
            ? Optional.empty()
            : Optional.of(Instant.ofEpochSecond(revoked)));
  }

  /**
   * Revokes a key for good.
   *
   * @param named the key, or its first characters as they are listed
   * @return whether there was a good one of that name
   */
  public boolean revoke(String named) {
    return ask(
        false,
        open -> {
          try (var update =
              open.prepareStatement(
                  "UPDATE key SET revoked = ? WHERE name = ? AND revoked IS NULL")) {
            update.setLong(1, clock.instant().getEpochSecond());
            update.setString(2, name(named));
            return update.executeUpdate() == 1;
          }
        });
  }

  /** Whether there is a key that can be used. */
  public boolean hasKeys() {
    return list().stream().anyMatch(entry -> entry.revoked().isEmpty());
  }

  @Override
  public Optional<Caller> caller(String key) {
    if (!key.startsWith(PREFIX)) {
      return Optional.empty();
    }
    return ask(
        Optional.empty(),
        open -> {
          try (var select =
              open.prepareStatement(
                  "SELECT name, tier FROM key WHERE hash = ? AND revoked IS NULL")) {
            select.setBytes(1, hash(key));
            return first(select);
          }
        });
  }

  @Override
  public boolean isGood(Caller caller) {
    return !caller.key().startsWith(PREFIX)
        || ask(
            false,
            open -> {
              try (var select =
                  open.prepareStatement(
                      "SELECT name, tier FROM key WHERE name = ? AND revoked IS NULL")) {
                select.setString(1, caller.key());
                return first(select).isPresent();
              }
            });
  }

  private static Optional<Caller> first(PreparedStatement select) throws SQLException {
    try (var row = select.executeQuery()) {
      return row.next()
          ? Optional.of(new Caller(row.getString(1), row.getString(2)))
          : Optional.empty();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      if (connection != null) {
        connection.close();
        connection = null;
      }
    } catch (SQLException e) {
      // Nothing is lost by it: every change was committed.
    } finally {
      lock.unlock();
    }
  }

  private <T> T ask(T without, Work<T> work) {
    lock.lock();
    try {
      // Looking for keys does not make a file.
      return connection == null && !Files.exists(file) ? without : work.with(open());
    } catch (SQLException e) {
      throw broken(e);
    } finally {
      lock.unlock();
    }
  }

  private Connection open() throws SQLException {
    if (connection != null) {
      return connection;
    }
    var config = new SQLiteConfig();
    // A writer does not keep readers in other processes waiting.
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
    config.setBusyTimeout(5000);
    var source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + file);
    var opened = source.getConnection();
    try (var create = opened.createStatement()) {
      create.execute(TABLE);
    } catch (SQLException e) {
      opened.close();
      throw e;
    }
    connection = opened;
    return opened;
  }

  private KeyStoreException broken(SQLException e) {
    return new KeyStoreException(
        "The keys in "
            + file
            + " cannot be used ("
            + e.getMessage()
            + "); see whether the file is whole and may be written, or move it away.",
        e);
  }

  private static String name(String key) {
    return key.length() <= SHOWN ? key : key.substring(0, SHOWN);
  }

  /**
   * A key is 256 random bits, which nobody can guess, however fast. So a plain hash keeps it safe:
   * slow ones and salts are for passwords, which people choose. It is found by its hash, and how
   * long that takes tells nothing about the key.
   */
  private static byte[] hash(String key) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
