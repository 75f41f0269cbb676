package dev.brisk.server.answer;

/**
 * Who asks.
 *
 * @param key the name of the key that was shown, for limits and records; never the key itself
 * @param tier the class of keys that it belongs to
 */
public record Caller(String key, String tier) {
  /** The person at this machine, with the token of the server's state file. */
  public static final Caller LOCAL = new Caller("local", "local");
}
