package dev.brisk.server.answer;

import dev.brisk.engine.Generation;
import dev.brisk.engine.GenerationResult;
import java.util.Optional;

/** The answer to a question that only wanted to be read: it has no events. */
public final class Prewarmed implements Answer {
  private final Generation generation;

  public Prewarmed(Generation generation) {
    this.generation = generation;
  }

  @Override
  public Optional<AnswerEvent> next() throws InterruptedException {
    while (generation.next().isPresent()) {
      // A model cannot read without writing a token.
    }
    return Optional.empty();
  }

  @Override
  public void cancel() {
    generation.cancel();
  }

  @Override
  public GenerationResult result() {
    return generation.result();
  }
}
