package dev.brisk.lab.client;

import dev.brisk.wire.stream.HttpLink;
import java.io.IOException;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.jspecify.annotations.Nullable;

/** Connections that wait for their next request, as clients keep them. Safe for many threads. */
final class Links implements AutoCloseable {
  /** Servers close idle connections, some of them soon. */
  private static final long KEEP_NANOS = 4_000_000_000L;

  private record Idle(HttpLink link, long since) {}

  private final Target target;
  private final ConcurrentLinkedDeque<Idle> idle = new ConcurrentLinkedDeque<>();

  Links(Target target) {
    this.target = target;
  }

  /** One that was used before, if there is one. */
  @Nullable HttpLink used() {
    for (var next = idle.pollFirst(); next != null; next = idle.pollFirst()) {
      if (System.nanoTime() - next.since < KEEP_NANOS) {
        return next.link;
      }
      next.link.close();
    }
    return null;
  }

  HttpLink fresh() throws IOException {
    return HttpLink.connect(target.base(), target.timeout());
  }

  /** Takes one back, or closes it. */
  void back(HttpLink link) {
    if (link.reusable()) {
      idle.addFirst(new Idle(link, System.nanoTime()));
    } else {
      link.close();
    }
  }

  @Override
  public void close() {
    for (var next = idle.pollFirst(); next != null; next = idle.pollFirst()) {
      next.link.close();
    }
  }
}
