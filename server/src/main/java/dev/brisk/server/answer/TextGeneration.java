package dev.brisk.server.answer;

import dev.brisk.engine.Chunk;
import dev.brisk.engine.Generation;
import dev.brisk.engine.GenerationResult;
import java.util.Optional;

/** The text of an answer, and nothing else of it: for edits by models that are elsewhere. */
public final class TextGeneration implements Generation {
  private final Answer answer;

  /** Pieces, as others know no tokens. */
  private int pieces;

  public TextGeneration(Answer answer) {
    this.answer = answer;
  }

  @Override
  public Optional<Chunk> next() throws InterruptedException {
    for (var event = answer.next(); event.isPresent(); event = answer.next()) {
      if (event.get() instanceof AnswerEvent.Text(var text, var logprobs)) {
        return Optional.of(new Chunk(new int[] {pieces++}, text));
      }
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
