package dev.brisk.server.respond;

import dev.brisk.engine.GenerationResult;
import dev.brisk.server.answer.Answer;
import dev.brisk.server.answer.AnswerEvent;
import dev.brisk.server.answer.RefusedException;
import dev.brisk.server.metrics.RequestMeter;
import java.util.Optional;

/** An answer that is timed while it is read. */
final class MeteredAnswer implements Answer {
  private final Answer answer;
  private final RequestMeter meter;

  MeteredAnswer(Answer answer, RequestMeter meter) {
    this.answer = answer;
    this.meter = meter;
  }

  @Override
  public Optional<AnswerEvent.Queued> queued() throws InterruptedException {
    try {
      return answer.queued();
    } catch (RefusedException e) {
      meter.end(e.code());
      throw e;
    }
  }

  @Override
  public boolean contextCut() {
    return answer.contextCut();
  }

  @Override
  public Optional<AnswerEvent> next() throws InterruptedException {
    Optional<AnswerEvent> event;
    try {
      event = answer.next();
    } catch (RefusedException e) {
      meter.end(e.code());
      throw e;
    }
    if (event.isEmpty()) {
      meter.end(answer.result());
    } else if (!(event.get() instanceof AnswerEvent.Queued)) {
      meter.piece();
    }
    return event;
  }

  /** Nobody reads on after it: whoever asked has gone, or has all that he wants. */
  @Override
  public void cancel() {
    answer.cancel();
    meter.end("cancelled");
  }

  @Override
  public GenerationResult result() {
    return answer.result();
  }
}
