package dev.brisk.server.upstream;

import dev.brisk.engine.GenerationResult;
import dev.brisk.server.answer.Answer;
import dev.brisk.server.answer.AnswerEvent;
import java.util.Optional;

/** An answer of which nothing is heard but its end. */
record Silent(Answer answer) implements Answer {
  @Override
  public Optional<AnswerEvent> next() throws InterruptedException {
    while (answer.next().isPresent()) {
      // Only the prompt was to be read.
    }
    return Optional.empty();
  }

  @Override
  public void cancel() {
    answer.cancel();
  }

  @Override
  public GenerationResult result() {
    return answer.result();
  }
}
