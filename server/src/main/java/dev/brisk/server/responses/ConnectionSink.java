package dev.brisk.server.responses;

import java.util.Optional;

/** Where all that concerns one connection goes. Safe for use by many threads. */
public interface ConnectionSink extends EventSink {
  /**
   * A request is refused, or failed.
   *
   * @param lane the lane that it came on
   */
  void refuse(Optional<String> lane, RuntimeException why);
}
