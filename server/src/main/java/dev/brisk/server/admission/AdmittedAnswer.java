package dev.brisk.server.admission;

import dev.brisk.engine.GenerationResult;
import dev.brisk.server.answer.Answer;
import dev.brisk.server.answer.AnswerEvent;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** An answer that begins when its turn has come. */
final class AdmittedAnswer extends Admitted<Answer> implements Answer {
  private volatile boolean contextCut;

  AdmittedAnswer(
      Place place, Limits.Lease lease, Supplier<Answer> begin, LongSupplier promptTokens) {
    super(place, lease, begin, promptTokens);
  }

  @Override
  public Optional<AnswerEvent> next() throws InterruptedException {
    var news = queued();
    if (news.isPresent()) {
      return Optional.of(news.get());
    }
    // How many tokens an event is, is not known here; a step brings one event in most models.
    return read(this::next, event -> 1);
  }

  private Optional<AnswerEvent> next(Answer from) throws InterruptedException {
    var event = from.next();
    contextCut = from.contextCut();
    return event;
  }

  @Override
  public boolean contextCut() {
    return contextCut;
  }

  @Override
  GenerationResult result(Answer of) {
    return of.result();
  }

  @Override
  void cancel(Answer what) {
    what.cancel();
  }
}
