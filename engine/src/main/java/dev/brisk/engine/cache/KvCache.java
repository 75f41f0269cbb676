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
  private final int layers;
  private final int width;
  private final List<KvPage> pages;
  private int length;

  /**
   * @param layers layers of the model
   * @param width key (and value) numbers a position and layer
   */
  public KvCache(int layers, int width) {
    this(layers, width, new ArrayList<>(), 0);
  }

  private KvCache(int layers, int width, List<KvPage> pages, int length) {
    this.layers = layers;
    this.width = width;
    this.pages = pages;
    this.length = length;
  }

  /** Positions whose keys and values are computed and valid. */
  public int length() {
    return length;
  }

  /** Makes room for positions up to {@code positions} (exclusive). */
  public void reserve(int positions) {
    while (pages.size() * KvPage.POSITIONS < positions) {
      pages.add(new KvPage(layers, width));
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
   * A cache that starts with the first {@code positions} positions of this one. It shares the full
   * pages and copies the rest, so both may go on independently, as long as this one is not cut
   * below {@code positions}.
   */
  public KvCache fork(int positions) {
    if (positions > length) {
      throw new IllegalArgumentException("only " + length + " positions are valid");
    }
    int full = positions / KvPage.POSITIONS;
    var shared = new ArrayList<>(pages.subList(0, full));
    if (positions % KvPage.POSITIONS > 0) {
      shared.add(pages.get(full).copy());
    }
    return new KvCache(layers, width, shared, positions);
  }

  List<KvPage> pages() {
    return pages;
  }
}
