package dev.brisk.distill.eval;

import dev.brisk.edit.EditRequest;

/** What is evaluated: it turns a request into an answer. May be called by several threads. */
public interface Answerer extends AutoCloseable {
  /** For reports. */
  String name();

  /** Answers; a request that it cannot take is an answer with a failure. */
  Answer answer(EditRequest request) throws InterruptedException;

  @Override
  default void close() {}
}
