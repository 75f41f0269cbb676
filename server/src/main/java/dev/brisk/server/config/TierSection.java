package dev.brisk.server.config;

import dev.brisk.server.admission.Tier;
import java.util.OptionalLong;
import java.util.Set;

/** {@code [[tier]]}: what a class of keys may do. */
final class TierSection {
  private static final int MOST = 1_000_000_000;

  private TierSection() {}

  static Tier of(Table table) {
    var name =
        table
            .text("name")
            .filter(text -> !text.isBlank())
            .orElseThrow(() -> table.error("A tier needs a 'name' (brisk keys create --tier)."));
    var tier =
        new Tier(
            name,
            table.integer("priority", 0, 1000).orElse(Tier.PRIORITY),
            Set.copyOf(table.texts("models")),
            table.integer("requests_per_minute", 1, MOST),
            table.integer("tokens_per_minute", 1, MOST),
            tokens(table),
            table.integer("concurrency", 1, MOST));
    table.end();
    return tier;
  }

  private static OptionalLong tokens(Table table) {
    var tokens = table.integer("tokens_per_day", 1, Integer.MAX_VALUE);
    return tokens.isPresent() ? OptionalLong.of(tokens.getAsInt()) : OptionalLong.empty();
  }
}
