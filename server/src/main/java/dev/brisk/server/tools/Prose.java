package dev.brisk.server.tools;

import dev.brisk.server.answer.AnswerEvent;
import dev.brisk.server.answer.TokenLogprob;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The text of an answer around its calls. White space before a call and between calls belongs to
 * the way of calling, so it is held back until other text follows.
 */
final class Prose {
  private final StringBuilder blank = new StringBuilder();
  private final List<TokenLogprob> logprobs = new ArrayList<>();
  private boolean called;

  void add(List<TokenLogprob> more) {
    logprobs.addAll(more);
  }

  void write(String text, Consumer<AnswerEvent> events) {
    int end = text.length();
    while (end > 0 && Character.isWhitespace(text.charAt(end - 1))) {
      end--;
    }
    if (end > 0) {
      if (called) {
        blank.setLength(0);
        called = false;
      }
      events.accept(new AnswerEvent.Text(blank + text.substring(0, end), List.copyOf(logprobs)));
      blank.setLength(0);
      logprobs.clear();
    }
    blank.append(text, end, text.length());
  }

  /** Writes text behind which a call begins. */
  void before(String text, Consumer<AnswerEvent> events) {
    write(text, events);
    blank.setLength(0);
    called = true;
  }

  /** The answer is over: white space at its end is part of it unless a call came before. */
  void finish(Consumer<AnswerEvent> events) {
    if (!called && !blank.isEmpty()) {
      events.accept(new AnswerEvent.Text(blank.toString(), List.copyOf(logprobs)));
    }
    blank.setLength(0);
  }
}
