package dev.brisk.server.scripted;

import dev.brisk.engine.FinishReason;
import dev.brisk.server.answer.RefusedException;
import java.util.List;
import java.util.Optional;

/**
 * One answer.
 *
 * @param repeats whether it can be said again
 * @param error the code and sentence that the question is refused with, instead of an answer
 * @param finish how the answer ends: {@code STOP} or {@code LENGTH}
 */
record ScriptEntry(
    Cue cue,
    boolean repeats,
    List<Beat> beats,
    Pace pace,
    Optional<Refusal> error,
    FinishReason finish,
    Told told) {
  ScriptEntry {
    beats = List.copyOf(beats);
  }

  /** A refusal. */
  record Refusal(String code, String sentence) {
    RefusedException exception() {
      return new RefusedException(code, sentence);
    }
  }

  /** Figures of the usage that nothing here computes. */
  record Told(int cachedTokens, int drafted, int accepted) {}
}
