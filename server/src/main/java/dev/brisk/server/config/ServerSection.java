package dev.brisk.server.config;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * {@code [server]}: where it listens, and where it keeps what other servers may know, too.
 *
 * @param port 0 lets the system choose; none leaves it to the command's option
 * @param store none keeps it in memory
 */
public record ServerSection(OptionalInt port, Optional<StoreSection> store) {
  static final ServerSection NONE = new ServerSection(OptionalInt.empty(), Optional.empty());

  static ServerSection of(Table table) {
    var section = new ServerSection(table.integer("port", 0, 65_535), StoreSection.of(table));
    table.end();
    return section;
  }
}
