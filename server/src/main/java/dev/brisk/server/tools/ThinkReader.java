package dev.brisk.server.tools;

import dev.brisk.server.answer.AnswerEvent;
import dev.brisk.server.answer.OutputReader;
import dev.brisk.server.answer.TokenLogprob;
import java.util.List;
import java.util.function.Consumer;

/**
 * Takes what a model thinks, between {@code <think>} and {@code </think>} at the beginning, out of
 * its answer, and hands the rest on.
 */
public final class ThinkReader implements OutputReader {
  public static final String BEGIN = "<think>";
  private static final String END = "</think>";

  private enum State {
    BEFORE,
    THINKING,
    AFTER
  }

  private final OutputReader rest;
  private final MarkedText text = new MarkedText();
  private State state;
  private boolean blank = true;

  /**
   * @param thinking whether the prompt has opened the thought already
   */
  public ThinkReader(OutputReader rest, boolean thinking) {
    this.rest = rest;
    this.state = thinking ? State.THINKING : State.BEFORE;
  }

  @Override
  public void accept(String piece, List<TokenLogprob> logprobs, Consumer<AnswerEvent> events) {
    if (state == State.AFTER) {
      answer(piece, logprobs, events);
      return;
    }
    text.append(piece);
    if (state == State.BEFORE) {
      begin(events);
    }
    if (state == State.THINKING) {
      think(events);
    }
  }

  private void begin(Consumer<AnswerEvent> events) {
    if (text.has(BEGIN)) {
      var _ = text.takeBefore(BEGIN);
      state = State.THINKING;
    } else if (!text.mayBegin(BEGIN)) {
      state = State.AFTER;
      blank = false;
      answer(text.takeAll(), List.of(), events);
    }
  }

  private void think(Consumer<AnswerEvent> events) {
    boolean ended = text.has(END);
    var thought = ended ? text.takeBefore(END) : text.takeCertain(END);
    if (!thought.isEmpty()) {
      events.accept(new AnswerEvent.Reasoning(thought));
    }
    if (ended) {
      state = State.AFTER;
      answer(text.takeAll(), List.of(), events);
    }
  }

  /** White space between the thought and the answer belongs to neither. */
  private void answer(String piece, List<TokenLogprob> logprobs, Consumer<AnswerEvent> events) {
    var said = blank ? piece.stripLeading() : piece;
    if (!said.isEmpty()) {
      blank = false;
      rest.accept(said, logprobs, events);
    }
  }

  @Override
  public void finish(Consumer<AnswerEvent> events) {
    var left = text.takeAll();
    if (!left.isEmpty() && state == State.THINKING) {
      events.accept(new AnswerEvent.Reasoning(left));
    } else if (!left.isEmpty()) {
      rest.accept(left, List.of(), events);
    }
    rest.finish(events);
  }
}
