package dev.brisk.server.metrics;

/**
 * How the store of a server is.
 *
 * @param kind {@code memory} or {@code redis}
 * @param address without user and password; empty for memory
 * @param up whether it answers
 * @param failures questions that it has not answered
 */
public record StoreState(String kind, String address, boolean up, long failures) {
  /** What is in memory is always there. */
  public static final StoreState MEMORY = new StoreState("memory", "", true, 0);
}
