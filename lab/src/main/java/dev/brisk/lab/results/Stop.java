package dev.brisk.lab.results;

/**
 * What an interrupt led to; times in nanoseconds from the start of the run, {@link Times#NONE} for
 * what did not happen.
 *
 * @param requested when the interrupt was sent
 * @param stopped when the target had stopped, as far as the lab can see
 * @param tokensAfter how many tokens the target computed after the interrupt; -1 unknown
 * @param redirectSent when the next instruction was sent
 * @param redirectFirstToken when its first token came
 */
public record Stop(
    long requested, long stopped, int tokensAfter, long redirectSent, long redirectFirstToken) {
  /** From the interrupt to the stop; {@link Times#NONE} if it did not stop. */
  public long stopNanos() {
    return stopped == Times.NONE ? Times.NONE : stopped - requested;
  }

  /** From the redirect to its first token; {@link Times#NONE} if there was none. */
  public long redirectNanos() {
    return redirectFirstToken == Times.NONE || redirectSent == Times.NONE
        ? Times.NONE
        : redirectFirstToken - redirectSent;
  }
}
