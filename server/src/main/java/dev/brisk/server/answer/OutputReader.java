package dev.brisk.server.answer;

import java.util.List;
import java.util.function.Consumer;

/**
 * Makes events of the text that a model writes, piece by piece: finds what it thinks and the tools
 * that it calls. Holds the state of one answer; used by one thread.
 */
public interface OutputReader {
  /**
   * Takes the next piece.
   *
   * @param logprobs of its tokens, if the question wanted them
   */
  void accept(String piece, List<TokenLogprob> logprobs, Consumer<AnswerEvent> events);

  /** The output is over; what was held back comes out. */
  void finish(Consumer<AnswerEvent> events);

  /** Takes all for text of the answer. */
  static OutputReader plain() {
    return new OutputReader() {
      @Override
      public void accept(String piece, List<TokenLogprob> logprobs, Consumer<AnswerEvent> events) {
        if (!piece.isEmpty() || !logprobs.isEmpty()) {
          events.accept(new AnswerEvent.Text(piece, logprobs));
        }
      }

      @Override
      public void finish(Consumer<AnswerEvent> events) {}
    };
  }
}
