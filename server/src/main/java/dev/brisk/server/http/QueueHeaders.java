package dev.brisk.server.http;

import dev.brisk.server.answer.Waits;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/**
 * Headers that say where in the queue a request was. What waits is held back until it has its turn,
 * so that a request that does not get one is answered with a status, which clients understand.
 */
final class QueueHeaders {
  /** How many were before it when it came. */
  static final String POSITION = "x-brisk-queue-position";

  /** How long it waited; in a refusal, about how long one would wait now. In milliseconds. */
  static final String WAIT = "x-brisk-queue-wait-ms";

  private QueueHeaders() {}

  /**
   * Waits until an answer has its turn, and says in the headers whether it had to, and what its
   * caller has left now that it is counted.
   *
   * @throws dev.brisk.server.answer.LimitedException if it does not get one
   */
  static void await(Waits answer, ServerRequest request, ServerResponse response)
      throws InterruptedException {
    LeftHeaders.write(request);
    long began = System.nanoTime();
    var news = answer.queued();
    if (news.isEmpty()) {
      return;
    }
    int position = news.get().position();
    while (news.isPresent()) {
      news = answer.queued();
    }
    write(response, position, began);
  }

  /**
   * Says that a request has waited.
   *
   * @param position how many were before it
   * @param began {@link System#nanoTime} when it began to wait
   */
  static void write(ServerResponse response, int position, long began) {
    response.header(POSITION, Integer.toString(position));
    response.header(WAIT, Long.toString((System.nanoTime() - began) / 1_000_000));
  }
}
