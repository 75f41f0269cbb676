package dev.brisk.server.answer;

import dev.brisk.engine.Generation;
import dev.brisk.engine.GenerationResult;
import dev.brisk.engine.TokenProbability;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.function.IntFunction;

/** An answer that is read from what a model of this process generates. */
public final class ReadAnswer implements Answer {
  private final Generation generation;
  private final OutputReader reader;
  private final Queue<AnswerEvent> events = new ArrayDeque<>();
  private final IntFunction<String> text;
  private final boolean contextCut;
  private boolean finished;

  /** An answer to a whole question. */
  public ReadAnswer(Generation generation, OutputReader reader) {
    this(generation, reader, false);
  }

  /**
   * An answer that tells how likely its tokens were.
   *
   * @param text the text of a token, for people
   */
  public ReadAnswer(Generation generation, OutputReader reader, IntFunction<String> text) {
    this(generation, reader, text, false);
  }

  /**
   * @param contextCut whether something of the question was left out
   */
  public ReadAnswer(Generation generation, OutputReader reader, boolean contextCut) {
    this(generation, reader, token -> "", contextCut);
  }

  private ReadAnswer(
      Generation generation, OutputReader reader, IntFunction<String> text, boolean contextCut) {
    this.generation = generation;
    this.reader = reader;
    this.text = text;
    this.contextCut = contextCut;
  }

  @Override
  public Optional<AnswerEvent> next() throws InterruptedException {
    while (events.isEmpty() && !finished) {
      var chunk = generation.next();
      if (chunk.isPresent()) {
        reader.accept(chunk.get().text(), logprobs(chunk.get().probabilities()), events::add);
      } else {
        finished = true;
        reader.finish(events::add);
      }
    }
    return Optional.ofNullable(events.poll());
  }

  private List<TokenLogprob> logprobs(List<TokenProbability> probabilities) {
    return probabilities.stream()
        .map(p -> new TokenLogprob(text.apply(p.token()), p.logprob(), logprobs(p.top())))
        .toList();
  }

  @Override
  public void cancel() {
    generation.cancel();
  }

  @Override
  public GenerationResult result() {
    return generation.result();
  }

  @Override
  public boolean contextCut() {
    return contextCut;
  }
}
