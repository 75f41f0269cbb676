package dev.brisk.engine.cache;

import dev.brisk.engine.PrefixMiss;

/**
 * A running sequence's hold on the prefix cache: the pages that it shares stay, and its own enter
 * as they become full. Ended by one call of {@link #end} or {@link #release}. Used by the
 * scheduler's thread alone.
 */
public final class PrefixLease {
  private static final int PAGE = KvPage.POSITIONS;

  private final PrefixCache cache;
  private final PrefixMiss miss;
  private Block at;
  private int shared;
  private int hitTokens;
  private boolean refused;

  PrefixLease(PrefixCache cache, Block at, int hitTokens, PrefixMiss miss) {
    this.cache = cache;
    this.at = at;
    this.miss = miss;
    this.hitTokens = hitTokens;
    shared = hitTokens / PAGE;
    refused = miss == PrefixMiss.OFF;
  }

  /** Tokens of the prompt that were found, those found since the start included. */
  public int hitTokens() {
    return hitTokens;
  }

  /** Pages of the sequence that are in the prefix cache. */
  public int sharedPages() {
    return shared;
  }

  /** Why no more of the prompt was found at the start. */
  public PrefixMiss miss() {
    return miss;
  }

  /**
   * Shares what others have computed since: the full pages known behind the last one, if this
   * sequence stands at a page's end.
   *
   * @param known the sequence's tokens
   * @param length how many of them it knows; the last is left to be computed
   */
  public void catchUp(int[] known, int length, KvCache kv) {
    if (refused || kv.length() != shared * PAGE || kv.length() + PAGE > length - 1) {
      return;
    }
    int before = kv.length();
    at = cache.shareMore(at, known, length - 1, kv);
    hitTokens += kv.length() - before;
    shared = kv.length() / PAGE;
  }

  /** Gives the pages to the cache that have become full; others may have given the same before. */
  public void grow(int[] known, KvCache kv) {
    while (!refused && (shared + 1) * PAGE <= kv.length()) {
      Block next = cache.insert(at, known, shared * PAGE, PAGE, kv.page(shared));
      if (next == null) {
        refused = true;
        return;
      }
      if (next.page != null) {
        kv.place(shared, next.page);
      }
      next.users++;
      at.users--;
      at = next;
      shared++;
    }
  }

  /** Gives the rest, too; {@code kv} is not to be used any more. */
  public void end(int[] known, KvCache kv) {
    // Others may have ended since there was no room.
    refused = miss == PrefixMiss.OFF;
    try {
      grow(known, kv);
      int rest = kv.length() - shared * PAGE;
      if (!refused && rest > 0) {
        Block _ = cache.insert(at, known, shared * PAGE, rest, kv.page(shared));
      }
      cache.touch(at);
    } finally {
      release();
    }
  }

  /** Gives nothing more. */
  public void release() {
    at.users--;
  }
}
