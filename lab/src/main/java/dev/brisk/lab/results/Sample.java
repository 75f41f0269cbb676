package dev.brisk.lab.results;

import java.util.Optional;

/**
 * One request as it was measured.
 *
 * @param index from 0, in the order of the schedule
 * @param caseId which case of the workload was asked
 * @param group what it belongs to: a step of a ladder, a session with its turn; empty for none
 * @param kind what sort of request it was, such as {@code edit} or {@code redirect}: samples of
 *     different kinds are also summed up apart
 * @param times when what happened
 * @param chunks when the chunks of the answer came
 * @param tokens how many there were
 * @param phases where the time went
 * @param stop what an interrupt led to; none where there was none
 * @param outcome how it ended
 * @param error what went wrong, in the words of the target or of the lab; empty for nothing
 * @param answer the text that came, kept so that its quality can be judged; empty where none did
 * @param quality what the answer was worth; none where it was not judged
 */
public record Sample(
    int index,
    String caseId,
    String group,
    String kind,
    Times times,
    ChunkTimes chunks,
    Tokens tokens,
    Phases phases,
    Optional<Stop> stop,
    Outcome outcome,
    String error,
    String answer,
    Optional<Quality> quality) {
  /** How a request can end. */
  public enum Outcome {
    /** Answered to the end. */
    OK,
    /** The target said that it failed, or the connection broke. */
    ERROR,
    /** Turned away for want of room, such as with status 429 or 503. */
    REFUSED,
    /** Interrupted by the lab on purpose, as the workload wants it. */
    CANCELLED,
    /** No end within the time limit. */
    TIMEOUT,
    /** Answered in something else than the protocol. */
    NONSENSE,
    /** Under way when the run ended. */
    UNFINISHED
  }

  /** The same with a judgement. */
  public Sample judged(Quality judgement) {
    return new Sample(
        index,
        caseId,
        group,
        kind,
        times,
        chunks,
        tokens,
        phases,
        stop,
        outcome,
        error,
        answer,
        Optional.of(judgement));
  }

  /** Whether its times count as those of an answer. */
  public boolean ok() {
    return outcome == Outcome.OK;
  }
}
