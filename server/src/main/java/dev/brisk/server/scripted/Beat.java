package dev.brisk.server.scripted;

import dev.brisk.server.answer.AnswerEvent;

/** The next thing that an answer does. */
sealed interface Beat {
  /** Says one token. The event is the same object each time the entry is played. */
  record Says(AnswerEvent event) implements Beat {}

  /** Begins to call a tool; the name is one token. */
  record Calls(String id, String name, boolean custom) implements Beat {}

  /** Has said the whole input of the call; takes no time. */
  record HasCalled(String input) implements Beat {}

  /** Says as one token when this token is due, in nanoseconds of {@link System#nanoTime}. */
  record Clock() implements Beat {}

  /** Says nothing for a while. */
  record Pauses(long nanos) implements Beat {}

  /** Says nothing until it is cancelled. */
  record Hangs() implements Beat {}

  /** Breaks. */
  record Fails(String message) implements Beat {}
}
