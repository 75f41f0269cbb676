package dev.brisk.engine.decode;

import dev.brisk.engine.DraftSource.Drafter;

/**
 * Proposes the next tokens of the text that is being rewritten. A cursor follows the output through
 * that text; where the output diverges, the cursor is set again behind the nearest place that ends
 * like the output: a short key, because the regions are short too. Where there is no such place,
 * the diverging token is taken for a substitution.
 *
 * <p>The proposal is long while the output follows the text. After a divergence there is none until
 * a token has followed the text again, or two have led to another place in it: what is written anew
 * is mostly longer than a token, and a rejected draft costs the arithmetic of its verification.
 */
public final class RegionDraft implements Drafter {
  /** Proposes nothing. */
  public static final Drafter NONE =
      new Drafter() {
        @Override
        public void accept(int token) {}

        @Override
        public int propose(int[] into, int max) {
          return 0;
        }
      };

  /** Longest suffix of the output that is looked for in the text. */
  private static final int LONGEST_KEY = 4;

  /** A place that shares only one token with the output's end must be this near to the cursor. */
  private static final int NEAR = 24;

  /** A place that shares so many tokens with the output's end is taken for the right one. */
  private static final int CERTAIN = 2;

  /** Tokens proposed first after a divergence; doubled with each token that follows the text. */
  private static final int CAUTIOUS = 5;

  private final int[] text;
  private final int[] recent = new int[LONGEST_KEY];
  private int seen;
  private int cursor;
  private int confidence = Integer.MAX_VALUE;

  /**
   * @param text the tokens that the model would write if it changed nothing
   */
  public RegionDraft(int[] text) {
    this.text = text.clone();
  }

  @Override
  public void accept(int token) {
    System.arraycopy(recent, 1, recent, 0, LONGEST_KEY - 1);
    recent[LONGEST_KEY - 1] = token;
    seen++;
    if (cursor < text.length && text[cursor] == token) {
      cursor++;
      confidence = Math.clamp(2L * confidence, CAUTIOUS, Integer.MAX_VALUE);
      return;
    }
    cursor = realigned();
    confidence = matchLength(cursor) >= CERTAIN ? CAUTIOUS : 0;
  }

  /**
   * The place behind the longest match of the output's end, the nearest of equals, later ones
   * first.
   */
  private int realigned() {
    int best = Math.min(cursor + 1, text.length);
    int bestScore = 0;
    for (int end = 1; end <= text.length; end++) {
      int key = matchLength(end);
      int distance = end >= cursor ? end - cursor : 2 * (cursor - end);
      if (key == 0 || (key == 1 && distance > NEAR)) {
        continue;
      }
      int score = key * (2 * text.length + 1) - distance + 2 * text.length;
      if (score > bestScore) {
        best = end;
        bestScore = score;
      }
    }
    return best;
  }

  /** How many of the last tokens of the output stand right before {@code end} in the text. */
  private int matchLength(int end) {
    int most = Math.min(Math.min(LONGEST_KEY, seen), end);
    int n = 0;
    while (n < most && text[end - 1 - n] == recent[LONGEST_KEY - 1 - n]) {
      n++;
    }
    return n;
  }

  @Override
  public int propose(int[] into, int max) {
    int n = Math.min(Math.min(max, confidence), text.length - cursor);
    System.arraycopy(text, cursor, into, 0, n);
    return n;
  }
}
