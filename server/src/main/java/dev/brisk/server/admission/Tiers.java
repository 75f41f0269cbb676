package dev.brisk.server.admission;

import dev.brisk.server.answer.Caller;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The tiers that there are, by name. */
public final class Tiers {
  /** Without a configuration: the person at this machine, keys for previews, and all others. */
  private static final List<Tier> DEFAULTS =
      List.of(
          Tier.unlimited(Caller.LOCAL.tier()),
          Tier.of("preview", 1, 120, 400_000, 8),
          Tier.of("standard", Tier.PRIORITY, 60, 200_000, 4));

  private final Map<String, Tier> byName = new LinkedHashMap<>();

  private Tiers(List<Tier> tiers) {
    tiers.forEach(tier -> byName.put(tier.name(), tier));
  }

  /** Those that hold without a configuration: {@code local}, {@code preview}, {@code standard}. */
  public static Tiers defaults() {
    return new Tiers(DEFAULTS);
  }

  /** The given ones, and of the defaults those that have another name. */
  public static Tiers of(List<Tier> configured) {
    var all = new ArrayList<>(DEFAULTS);
    all.addAll(configured);
    return new Tiers(all);
  }

  /** All names. */
  public Set<String> names() {
    return byName.keySet();
  }

  /** The tier of that name. */
  Optional<Tier> named(String name) {
    return Optional.ofNullable(byName.get(name));
  }
}
