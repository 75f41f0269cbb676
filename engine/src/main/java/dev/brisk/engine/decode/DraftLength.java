package dev.brisk.engine.decode;

/**
 * How long the next draft of a response may be. The length follows what was accepted of those
 * before: it doubles while all is, and else is the one that promises most tokens for its time.
 *
 * <p>Drafts that fail cost time, so there are accounts: a draft costs what {@link PassCost} says
 * and brings the tokens accepted of it, and each token of the output brings a little more. After a
 * failure there is only a draft that the balance pays for. So drafts of which nothing is accepted
 * cost the first one (about a pass) and {@value #EARNED} of the time, whatever the source proposes.
 */
final class DraftLength {
  /** What may be lost, in passes a token; with the first draft 3 % after a hundred tokens. */
  static final double EARNED = 0.02;

  /** The balance at the start, in passes of one row. */
  static final double FIRST = 1;

  /** The most that is put by: what a passage that nobody could foresee may cost after a copy. */
  static final double MOST = 8;

  /** How much of what was seen before a draft counts after it. */
  private static final double REMEMBERED = 0.5;

  private final PassCost costs;
  private final int longest;
  private double balance = FIRST;
  private double accepted;
  private double failed;
  private boolean failedLast;

  /** Most tokens that were asked for last. */
  private int asked;

  /** What is asked for as long as nothing fails; 0 before the first draft. */
  private int length;

  private double nanosPerToken;

  /**
   * @param longest most tokens of a draft
   */
  DraftLength(PassCost costs, int longest) {
    this.costs = costs;
    this.longest = longest;
  }

  /**
   * Most tokens of the next draft.
   *
   * @param rows rows of the step without it, at least 1
   */
  int next(int rows) {
    if (failedLast || balance < 0) {
      asked = best(rows);
    } else {
      int wanted = length == 0 ? affordable(rows) : length;
      asked = Math.min(longest, Math.max(wanted, costs.filled(rows, 1)));
    }
    return asked;
  }

  /** Most tokens that the balance pays for. */
  private int affordable(int rows) {
    int n = longest;
    while (n > 0 && cost(rows, n) > balance) {
      n--;
    }
    return n;
  }

  /**
   * Of the lengths that can be paid for the one with most tokens expected for its time. Where none
   * promises anything, a tile is tried.
   */
  private int best(int rows) {
    double likely = accepted / Math.max(1, accepted + failed);
    int best = 0;
    double most = 1;
    double tokens = 1;
    double power = 1;
    for (int n = 1; n <= longest; n++) {
      power *= likely;
      tokens += power;
      double cost = cost(rows, n);
      if (cost <= balance && tokens / (1 + cost) > most) {
        most = tokens / (1 + cost);
        best = n;
      }
    }
    int tried = costs.filled(rows, 1);
    return best == 0 && cost(rows, tried) <= balance ? Math.min(longest, tried) : best;
  }

  private double cost(int rows, int drafted) {
    return costs.of(rows, drafted, drafted * nanosPerToken);
  }

  /**
   * Learns from a step.
   *
   * @param rows rows of the step without the draft
   * @param drafted tokens of the draft, 0 if there was none
   * @param kept how many of them were accepted
   * @param draftNanos how long the source took, also where it made no draft
   */
  void learn(int rows, int drafted, int kept, long draftNanos) {
    balance += EARNED * (kept + 1) + kept - costs.of(rows, drafted, (double) draftNanos);
    if (drafted > 0) {
      nanosPerToken = (double) draftNanos / drafted;
      failedLast = kept < drafted;
      length = 2 * asked + 1;
      accepted = REMEMBERED * accepted + kept;
      failed = REMEMBERED * failed + (failedLast ? 1 : 0);
    }
    balance = Math.min(MOST, balance);
  }
}
