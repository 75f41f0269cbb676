package dev.brisk.server.responses;

import dev.brisk.wire.json.Json;
import java.util.List;
import java.util.UUID;

/**
 * New input for a response that runs.
 *
 * @param input as it came, for who is told that it failed
 * @param items what is new in the conversation
 */
record Steer(String id, String response, Json input, List<Item> items) {
  static Steer of(String response, Json input, List<Item> items) {
    return new Steer(
        "steer_" + UUID.randomUUID().toString().replace("-", ""), response, input, items);
  }
}
