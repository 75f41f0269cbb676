package dev.brisk.engine.cache;

import java.util.ArrayList;
import java.util.List;

/**
 * The keys and values of one sequence, in pages that never move. Full pages may be shared with
 * other sequences and are not written again; the page that is being filled belongs to this sequence
 * alone. Used by one thread, except that the workers of a step read and write positions that {@link
 * #reserve} has made room for.
 */
public final class KvCache {
  private final KvShape shape;
  private final List<KvPage> pages = new ArrayList<>();
  private int length;

  public KvCache(KvShape shape) {
    this.shape = shape;
  }

  /** How many pages it has, shared ones included. */
  public int pages() {
    return pages.size();
  }

  KvShape shape() {
    return shape;
  }

  /** Positions whose keys and values are computed and valid. */
  public int length() {
    return length;
  }

  /** Makes room for positions up to {@code positions} (exclusive). */
  public void reserve(int positions) {
    while (pages.size() * KvPage.POSITIONS < positions) {
      pages.add(newPage());
    }
  }

  /**
   * Declares positions up to {@code positions} (exclusive) valid; what comes after is forgotten and
   * may be written again.
   */
  public void setLength(int positions) {
    length = positions;
  }

  public KvPage page(int index) {
    return pages.get(index);
  }

  /**
   * Puts a page in place of the one at {@code index}, or behind the last. A page that others have,
   * too, must be full, or a copy.
   */
  void place(int index, KvPage page) {
    if (index == pages.size()) {
      pages.add(page);
    } else {
      pages.set(index, page);
    }
  }

  /** A page for this cache's model, with nothing in it. */
  KvPage newPage() {
    return new KvPage(shape);
  }
}
