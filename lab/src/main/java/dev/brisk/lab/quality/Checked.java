package dev.brisk.lab.quality;

import dev.brisk.lab.results.Quality.Check;

/**
 * What a check said, and why.
 *
 * @param note a sentence; empty for nothing
 */
record Checked(Check check, String note) {
  static final Checked YES = new Checked(Check.YES, "");

  static Checked no(String note) {
    return new Checked(Check.NO, note);
  }

  static Checked not(String note) {
    return new Checked(Check.NOT_CHECKED, note);
  }
}
