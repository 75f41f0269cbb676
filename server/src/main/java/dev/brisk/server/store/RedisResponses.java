package dev.brisk.server.store;

import dev.brisk.server.answer.RefusedException;
import dev.brisk.server.responses.MemoryStore;
import dev.brisk.server.responses.ResponseStore;
import dev.brisk.server.responses.StoredJson;
import dev.brisk.server.responses.StoredResponse;
import io.lettuce.core.SetArgs;
import java.time.Duration;
import java.util.Optional;

/**
 * Responses as JSON in Redis, each for a time. What is answered while it is away is remembered
 * here; what is there cannot be found then, which is said.
 */
final class RedisResponses implements ResponseStore {
  private static final String PREFIX = "brisk:response:";

  /** Longer ones, in characters, are not stored: one command would hold up all others. */
  private static final int LONGEST = 16 << 20;

  /** For those that are answered while Redis is away. */
  private static final int MEANWHILE = 256;

  private static final long MEANWHILE_CHARACTERS = 8L << 20;

  private final RedisLink link;
  private final SetArgs keep;
  private final MemoryStore meanwhile = new MemoryStore(MEANWHILE, MEANWHILE_CHARACTERS);

  RedisResponses(RedisLink link, Duration keep) {
    this.link = link;
    this.keep = SetArgs.Builder.px(keep);
  }

  @Override
  public void put(StoredResponse response) {
    var json = StoredJson.write(response);
    if (json.length() > LONGEST) {
      return;
    }
    try {
      var _ = link.ask(redis -> redis.set(PREFIX + response.id(), json, keep));
    } catch (StoreAwayException e) {
      // An answer that is there must not fail because it cannot be kept.
      meanwhile.put(response);
    }
  }

  @Override
  public Optional<StoredResponse> find(String id) {
    var here = meanwhile.find(id);
    if (here.isPresent()) {
      return here;
    }
    try {
      var json = link.ask(redis -> redis.get(PREFIX + id));
      return Optional.ofNullable(json).flatMap(StoredJson::read);
    } catch (StoreAwayException e) {
      throw unavailable();
    }
  }

  @Override
  public boolean delete(String id) {
    boolean here = meanwhile.delete(id);
    try {
      return link.ask(redis -> redis.del(PREFIX + id)) > 0 || here;
    } catch (StoreAwayException e) {
      throw unavailable();
    }
  }

  private static RefusedException unavailable() {
    return new RefusedException(
        RefusedException.STORE_UNAVAILABLE,
        "The store of responses does not answer; send the whole conversation, or try again.");
  }
}
