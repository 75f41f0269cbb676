package dev.brisk.lab.client;

import dev.brisk.wire.stream.WebSocketLink;
import java.io.IOException;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.jspecify.annotations.Nullable;

/** WebSockets that wait for their next request. Safe for many threads. */
final class Sockets implements AutoCloseable {
  private final Target target;
  private final String path;
  private final ConcurrentLinkedDeque<WebSocketLink> idle = new ConcurrentLinkedDeque<>();

  Sockets(Target target, String path) {
    this.target = target;
    this.path = path;
  }

  @Nullable WebSocketLink used() {
    return idle.pollFirst();
  }

  WebSocketLink fresh() throws IOException {
    return WebSocketLink.connect(target.base(), path, target.key(), target.timeout());
  }

  /** Takes one back on which nothing runs any more. */
  void back(WebSocketLink link) {
    idle.addFirst(link);
  }

  @Override
  public void close() {
    for (var next = idle.pollFirst(); next != null; next = idle.pollFirst()) {
      next.close();
    }
  }
}
