package dev.brisk.server.responses;

import dev.brisk.wire.json.JsonObject;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** Requests that are answered one after the other. Guarded by its connection. */
final class Lane {
  /** How many requests may wait. */
  private static final int MOST = 16;

  private final Queue<JsonObject> waiting = new ArrayDeque<>();

  /** Takes a request in; false if too many wait. */
  boolean add(JsonObject request) {
    return waiting.size() < MOST && waiting.add(request);
  }

  /** The next request; null if there is none, and then the lane is over. */
  @Nullable JsonObject next() {
    return waiting.poll();
  }

  void clear() {
    waiting.clear();
  }
}
