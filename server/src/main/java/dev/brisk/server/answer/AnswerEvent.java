package dev.brisk.server.answer;

import java.util.List;

/** What an answer goes on with. Events come in order; parts do not overlap. */
public sealed interface AnswerEvent {
  /**
   * The question waits for its turn.
   *
   * @param position how many are before it, from 0
   * @param waitMillis about how long that will take
   */
  record Queued(int position, long waitMillis) implements AnswerEvent {}

  /** What the model thinks before it answers; not part of the answer. */
  record Reasoning(String text) implements AnswerEvent {}

  /**
   * Text of the answer. A piece is not a token.
   *
   * @param logprobs of the tokens of this piece, if the question wanted them
   */
  record Text(String text, List<TokenLogprob> logprobs) implements AnswerEvent {
    public Text {
      logprobs = List.copyOf(logprobs);
    }

    /** Without probabilities. */
    public Text(String text) {
      this(text, List.of());
    }
  }

  /**
   * A call of a tool begins.
   *
   * @param callId its name among the calls, made here
   * @param custom whether its input is free text, not JSON arguments
   */
  record ToolBegins(String callId, String name, boolean custom) implements AnswerEvent {}

  /** More of the input of the call that has begun. */
  record ToolInput(String delta) implements AnswerEvent {}

  /**
   * The call is complete.
   *
   * @param input all of its input: JSON arguments as a text, or free text
   */
  record ToolEnds(String input) implements AnswerEvent {}
}
