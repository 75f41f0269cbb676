package dev.brisk.server.upstream;

import dev.brisk.server.answer.AnswerEvent;
import dev.brisk.wire.json.JsonObject;
import java.util.function.Consumer;

/** Makes events of what an upstream streams. Holds the state of one answer; used by one thread. */
interface EventReader {
  /**
   * Takes the data of the next event.
   *
   * @throws dev.brisk.wire.json.JsonException if it has another shape than the API gives it
   * @throws UpstreamErrorException if it says that the upstream has failed
   */
  void accept(JsonObject data, Consumer<AnswerEvent> events);

  /** Whether what has come can be a whole answer. */
  boolean ended();

  /** What was told at the end. */
  Told told();

  /** The upstream says in its stream that it has failed. */
  final class UpstreamErrorException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient JsonObject error;

    UpstreamErrorException(JsonObject error) {
      this.error = error;
    }

    JsonObject error() {
      return error;
    }
  }
}
