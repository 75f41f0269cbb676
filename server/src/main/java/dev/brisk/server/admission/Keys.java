package dev.brisk.server.admission;

import dev.brisk.server.answer.Caller;
import java.util.Optional;

/** The keys that are good. Safe for use by many threads. */
public interface Keys {
  /** None. */
  Keys NONE =
      new Keys() {
        @Override
        public Optional<Caller> caller(String key) {
          return Optional.empty();
        }

        @Override
        public boolean isGood(Caller caller) {
          return true;
        }
      };

  /** Who has this key; empty if it is unknown or revoked. */
  Optional<Caller> caller(String key);

  /** Whether the key of a caller has not been revoked since it came in. */
  boolean isGood(Caller caller);
}
