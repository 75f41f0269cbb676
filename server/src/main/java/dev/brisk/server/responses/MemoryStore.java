package dev.brisk.server.responses;

import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Remembers responses in memory and forgets the oldest first. Responses of one conversation share
 * their items, so each item counts once.
 */
public final class MemoryStore implements ResponseStore {
  private final int most;
  private final long limit;
  private final Map<String, StoredResponse> byId = new LinkedHashMap<>();
  private final IdentityHashMap<Item, Integer> uses = new IdentityHashMap<>();
  private long size;

  /** For the clients of one server over HTTP: 1,024 responses, 32 million characters. */
  public static MemoryStore ofServer() {
    return new MemoryStore(1024, 32L << 20);
  }

  /**
   * @param most how many responses are remembered
   * @param limit about how many characters they may take together
   */
  public MemoryStore(int most, long limit) {
    this.most = most;
    this.limit = limit;
  }

  @Override
  public synchronized void put(StoredResponse response) {
    var _ = delete(response.id());
    byId.put(response.id(), response);
    size += response.json().length();
    for (var item : response.items()) {
      if (uses.merge(item, 1, Integer::sum) == 1) {
        size += item.size();
      }
    }
    while (byId.size() > most || (size > limit && !byId.isEmpty())) {
      var _ = delete(byId.keySet().iterator().next());
    }
  }

  @Override
  public synchronized Optional<StoredResponse> find(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  @Override
  public synchronized boolean delete(String id) {
    var response = byId.remove(id);
    if (response == null) {
      return false;
    }
    size -= response.json().length();
    for (var item : response.items()) {
      if (uses.merge(item, -1, Integer::sum) == 0) {
        uses.remove(item);
        size -= item.size();
      }
    }
    return true;
  }
}
