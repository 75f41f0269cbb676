package dev.brisk.server.config;

import dev.brisk.server.admission.Tier;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;

/**
 * All that a configuration file says.
 *
 * @param models what is served; the first is meant where a request names none; an empty list leaves
 *     it to the command's options
 * @param tiers what classes of keys may do, beside or instead of those that there are without
 */
public record Configuration(ServerSection server, List<ModelSection> models, List<Tier> tiers) {
  public Configuration {
    models = List.copyOf(models);
    tiers = List.copyOf(tiers);
  }

  /** What holds without a file. */
  public static Configuration none() {
    return new Configuration(ServerSection.NONE, List.of(), List.of());
  }

  /**
   * Reads a file.
   *
   * @throws ConfigurationException if it cannot be read, or says what cannot be meant
   */
  public static Configuration read(Path file) {
    var root = Table.read(file);
    var server = root.table("server").map(ServerSection::of).orElse(ServerSection.NONE);
    var models = root.tables("model").stream().map(ModelSection::of).toList();
    var tiers = root.tables("tier").stream().map(TierSection::of).toList();
    root.end();
    checkTiers(file, tiers);
    var names = new HashSet<String>();
    for (var model : models) {
      Stream.concat(model.name().stream(), model.aliases().stream())
          .filter(name -> !names.add(name))
          .findFirst()
          .ifPresent(
              name -> {
                throw new ConfigurationException(
                    file + ": two models are called '" + name + "'; give each a name of its own.");
              });
    }
    return new Configuration(server, models, tiers);
  }

  private static void checkTiers(Path file, List<Tier> tiers) {
    var names = new HashSet<String>();
    for (var tier : tiers) {
      if (!names.add(tier.name())) {
        throw new ConfigurationException(
            file + ": two tiers are called '" + tier.name() + "'; give each a name of its own.");
      }
    }
  }
}
