package dev.brisk.server.admission;

import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A class of keys with its own models, limits and place in the queue.
 *
 * @param priority lower ones have their turn first
 * @param models the names of the models that it may use; none means all
 * @param requestsPerMinute most requests a minute for each key, at least 1
 * @param tokensPerMinute most tokens a minute for each key, of prompts and answers together
 * @param tokensPerDay the same for a day, which begins at midnight UTC
 * @param concurrency most requests of a key that wait or run at a time
 */
public record Tier(
    String name,
    int priority,
    Set<String> models,
    OptionalInt requestsPerMinute,
    OptionalInt tokensPerMinute,
    OptionalLong tokensPerDay,
    OptionalInt concurrency) {
  /** Of those who say nothing about it; that of {@code standard}. */
  public static final int PRIORITY = 2;

  public Tier {
    models = Set.copyOf(models);
  }

  /** Without limits, before all others. */
  static Tier unlimited(String name) {
    return new Tier(
        name,
        0,
        Set.of(),
        OptionalInt.empty(),
        OptionalInt.empty(),
        OptionalLong.empty(),
        OptionalInt.empty());
  }

  /** For all models; no limit for a day. */
  static Tier of(String name, int priority, int requests, int tokens, int concurrency) {
    return new Tier(
        name,
        priority,
        Set.of(),
        OptionalInt.of(requests),
        OptionalInt.of(tokens),
        OptionalLong.empty(),
        OptionalInt.of(concurrency));
  }

  /** Whether its keys may use a model. */
  boolean allows(String model) {
    return models.isEmpty() || models.contains(model);
  }
}
