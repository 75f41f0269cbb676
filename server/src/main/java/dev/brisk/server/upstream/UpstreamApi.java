package dev.brisk.server.upstream;

import dev.brisk.server.answer.Question;

/** One of the APIs that engines have: how a question is said, and how an answer is read. */
interface UpstreamApi {
  /** Where it is, below the address of the API. */
  String path();

  /**
   * The body of a request.
   *
   * @throws dev.brisk.server.answer.RefusedException if it cannot say this question
   */
  Members body(Question question, Spoken spoken);

  /** Reads the answer to that. */
  EventReader reader(Question question, Spoken spoken);
}
