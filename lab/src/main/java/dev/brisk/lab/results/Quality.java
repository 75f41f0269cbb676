package dev.brisk.lab.results;

/**
 * What an answer was worth.
 *
 * @param applied whether the answer could be applied at all
 * @param exact whether the text is the recorded one
 * @param exactButSpace whether it is once white space is normalised
 * @param parses whether the language's own parser takes it
 * @param tests whether the case's tests passed
 * @param changedLines lines that the answer takes away or adds; -1 unknown
 * @param neededLines lines that the recorded edit takes away or adds; -1 unknown
 * @param strayLines lines outside what the recorded edit touches that the answer changes; -1
 *     unknown
 * @param note why a check failed or was not made, in a sentence; empty for nothing
 */
public record Quality(
    Check applied,
    Check exact,
    Check exactButSpace,
    Check parses,
    Check tests,
    int changedLines,
    int neededLines,
    int strayLines,
    String note) {
  /** What a check said. */
  public enum Check {
    YES,
    NO,
    NOT_CHECKED;

    /** Of something that was checked. */
    public static Check of(boolean holds) {
      return holds ? YES : NO;
    }
  }

  /** Changed lines over those that were needed; NaN where either is unknown or nothing was. */
  public double minimality() {
    return changedLines < 0 || neededLines <= 0 ? Double.NaN : (double) changedLines / neededLines;
  }
}
