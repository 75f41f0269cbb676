package dev.brisk.engine.decode;

import dev.brisk.engine.DraftSource.Drafter;
import java.util.Arrays;

/**
 * Proposes what followed the last tokens when they last stood in the prompt or in the output
 * (prompt lookup; Saxena, 2023): keys of three tokens, else of two, the newest place first.
 *
 * <p>It predicts each token, whether or not anybody asks for a draft, and proposes only after
 * several predictions in a row were right: more of them after a draft that failed from its first
 * token on. So text that repeats nothing is decoded as if there were no drafts.
 */
public final class NgramDraft implements Drafter {
  /** Right predictions in a row before the first draft. */
  private static final int FEW = 2;

  /** The same after drafts that failed. */
  private static final int MANY = 16;

  private static final int NOWHERE = -1;

  private int[] tokens;
  private int length;
  private Keys threes;
  private Keys twos;

  /** The place of the token that is predicted. */
  private int cursor = NOWHERE;

  private int right;
  private int needed = FEW;
  private boolean proposed;

  /**
   * @param prompt what stands before the output
   */
  public NgramDraft(int[] prompt) {
    tokens = Arrays.copyOf(prompt, Math.max(64, 2 * prompt.length));
    index(prompt.length);
  }

  @Override
  public void accept(int token) {
    boolean expected = cursor != NOWHERE && tokens[cursor] == token;
    int next = cursor + 1;
    right = expected ? right + 1 : 0;
    if (proposed) {
      needed = expected ? FEW : Math.min(2 * needed, MANY);
      proposed = false;
    }
    if (length == tokens.length) {
      tokens = Arrays.copyOf(tokens, 2 * length);
      index(length);
    }
    tokens[length++] = token;
    int found = look();
    // What is being followed is followed on, also where a newer place has the same key.
    cursor = expected ? next : found;
  }

  @Override
  public int propose(int[] into, int max) {
    if (right < needed) {
      return 0;
    }
    int n = Math.min(Math.min(max, 2 * right), length - cursor);
    System.arraycopy(tokens, cursor, into, 0, n);
    proposed = n > 0;
    return n;
  }

  /** Enters the keys of the first {@code n} tokens into tables for as many as there is room for. */
  private void index(int n) {
    threes = new Keys(3, tokens.length);
    twos = new Keys(2, tokens.length);
    for (length = 1; length <= n; length++) {
      cursor = look();
    }
    length = n;
  }

  /** Where a token stands that may come next; the keys that end here are entered. */
  private int look() {
    int three = threes.replace(tokens, length);
    int two = twos.replace(tokens, length);
    return three != NOWHERE ? three : two;
  }

  /** The newest places behind keys of so many tokens; of two keys with one hash, the newer. */
  private static final class Keys {
    private final int size;
    private final int[] places;

    /** Room for {@code tokens} places, at most half of the table. */
    Keys(int size, int tokens) {
      this.size = size;
      places = new int[Integer.highestOneBit(Math.max(1, tokens)) * 4];
    }

    /** The last place behind the key that ends at {@code end}, which takes its place. */
    int replace(int[] tokens, int end) {
      if (end < size) {
        return NOWHERE;
      }
      int hash = 0;
      for (int i = end - size; i < end; i++) {
        hash = (hash + tokens[i]) * 0x9E3779B1;
      }
      int slot = (hash ^ hash >>> 15) & (places.length - 1);
      int place = places[slot];
      places[slot] = end;
      boolean same =
          place >= size && Arrays.equals(tokens, place - size, place, tokens, end - size, end);
      return same ? place : NOWHERE;
    }
  }
}
