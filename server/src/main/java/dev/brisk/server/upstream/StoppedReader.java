package dev.brisk.server.upstream;

import dev.brisk.engine.FinishReason;
import dev.brisk.server.answer.AnswerEvent;
import dev.brisk.wire.json.JsonObject;
import java.util.List;
import java.util.function.Consumer;

/**
 * Ends an answer at the first stop string, where the upstream does not do it. What may be the
 * beginning of one is held back.
 */
final class StoppedReader implements EventReader {
  private final EventReader reader;
  private final List<String> stop;
  private final StringBuilder held = new StringBuilder();
  private boolean stopped;

  StoppedReader(EventReader reader, List<String> stop) {
    this.reader = reader;
    this.stop = stop;
  }

  @Override
  public void accept(JsonObject data, Consumer<AnswerEvent> events) {
    reader.accept(data, event -> take(event, events));
    if (reader.ended() && !stopped) {
      release(held.length(), events);
    }
  }

  private void take(AnswerEvent event, Consumer<AnswerEvent> events) {
    if (stopped) {
      return;
    }
    if (!(event instanceof AnswerEvent.Text(var text, var logprobs))) {
      release(held.length(), events);
      events.accept(event);
      return;
    }
    held.append(text);
    int found = stop.stream().mapToInt(held::indexOf).filter(i -> i >= 0).min().orElse(-1);
    if (found >= 0) {
      release(found, events);
      stopped = true;
    } else {
      release(held.length() - begun(), events);
    }
  }

  /** How many of the last characters may begin a stop string. */
  private int begun() {
    int most = 0;
    for (var one : stop) {
      for (int n = Math.min(one.length() - 1, held.length()); n > most; n--) {
        if (one.startsWith(held.substring(held.length() - n))) {
          most = n;
        }
      }
    }
    return most;
  }

  private void release(int length, Consumer<AnswerEvent> events) {
    if (length > 0) {
      events.accept(new AnswerEvent.Text(held.substring(0, length)));
      held.delete(0, length);
    }
  }

  @Override
  public boolean ended() {
    return stopped || reader.ended();
  }

  @Override
  public Told told() {
    return stopped ? reader.told().reason(FinishReason.STOP_STRING) : reader.told();
  }
}
