package dev.brisk.server.answer;

import dev.brisk.engine.FinishReason;
import dev.brisk.engine.GenerationResult;
import dev.brisk.engine.GenerationStats;
import dev.brisk.engine.PrefixMiss;
import java.util.Optional;

/** An answer that no model had to write: it is all there at once. */
public final class Said implements Answer {
  private final GenerationResult result;
  private Optional<AnswerEvent> text;

  /**
   * @param text may be empty
   * @param tokens how many tokens the text is, for the record
   * @param nanos what it took to find
   */
  public Said(String text, FinishReason reason, int tokens, long nanos) {
    this.text = Optional.of(text).filter(t -> !t.isEmpty()).map(AnswerEvent.Text::new);
    result =
        new GenerationResult(
            reason,
            new GenerationStats(
                0, 0, PrefixMiss.COLD, tokens, 0, 0, 0, 0, 0, tokens == 0 ? 0 : nanos, nanos),
            "");
  }

  @Override
  public Optional<AnswerEvent> next() {
    var event = text;
    text = Optional.empty();
    return event;
  }

  @Override
  public void cancel() {}

  @Override
  public GenerationResult result() {
    return result;
  }
}
