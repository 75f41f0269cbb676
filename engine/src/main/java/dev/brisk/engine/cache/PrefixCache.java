package dev.brisk.engine.cache;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * The KV of earlier sequences, found again by their tokens. Entries are never changed once put in;
 * a hit hands out a {@link KvCache#fork fork}. The least recently used entries leave when the
 * memory bound is exceeded. Used by the scheduler's thread alone, except {@link #bytes}.
 */
public final class PrefixCache {
  /** More than this and looking for the longest prefix would cost more than it saves. */
  private static final int MAX_ENTRIES = 256;

  private record Entry(int[] tokens, KvCache kv) {}

  private final long maxBytes;

  /** Most recently used first. */
  private final Deque<Entry> entries = new ArrayDeque<>();

  private volatile long bytes;

  /**
   * @param maxBytes most memory to hold; 0 keeps nothing
   */
  public PrefixCache(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /**
   * The KV of the longest known prefix of {@code tokens}, of at most {@code tokens.length - 1}
   * positions (the last token must be computed for its logits); {@code fresh} if there is none.
   */
  public KvCache find(int[] tokens, KvCache fresh) {
    Entry best = null;
    int bestLength = 0;
    for (Entry entry : entries) {
      int mismatch = Arrays.mismatch(entry.tokens, tokens);
      int common = mismatch < 0 ? tokens.length : mismatch;
      int usable = Math.min(Math.min(common, entry.kv.length()), tokens.length - 1);
      if (usable > bestLength) {
        best = entry;
        bestLength = usable;
      }
    }
    if (best == null) {
      return fresh;
    }
    entries.remove(best);
    entries.addFirst(best);
    return best.kv.fork(bestLength);
  }

  /**
   * Keeps the KV of a sequence that has ended.
   *
   * @param tokens the tokens of its valid positions, {@code kv.length()} of them
   * @param kv belongs to the cache from now on
   */
  public void put(int[] tokens, KvCache kv) {
    if (maxBytes == 0 || kv.length() == 0) {
      return;
    }
    if (tokens.length != kv.length()) {
      throw new IllegalArgumentException("one token a position");
    }
    entries.removeIf(e -> isPrefix(e.tokens, tokens));
    entries.addFirst(new Entry(tokens, kv));
    bytes = measure();
    while (bytes > maxBytes || entries.size() > MAX_ENTRIES) {
      entries.removeLast();
      bytes = measure();
    }
  }

  private static boolean isPrefix(int[] shorter, int[] longer) {
    return shorter.length <= longer.length
        && Arrays.equals(shorter, 0, shorter.length, longer, 0, shorter.length);
  }

  /** Memory of all pages, those shared between entries counted once. */
  private long measure() {
    Set<KvPage> pages = Collections.newSetFromMap(new IdentityHashMap<>());
    entries.forEach(e -> pages.addAll(e.kv.pages()));
    return pages.stream().mapToLong(KvPage::bytes).sum();
  }

  /** Memory held, in bytes; any thread may ask. */
  public long bytes() {
    return bytes;
  }

  public int entries() {
    return entries.size();
  }
}
