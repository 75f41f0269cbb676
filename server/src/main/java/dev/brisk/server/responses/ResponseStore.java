package dev.brisk.server.responses;

import java.util.Optional;

/** Remembers responses, for how long it can. Safe for use by many threads. */
public interface ResponseStore {
  void put(StoredResponse response);

  /** The response of that id, if it is still known. */
  Optional<StoredResponse> find(String id);

  /** Forgets a response; false if it was not known. */
  boolean delete(String id);
}
