package dev.brisk.engine.cache;

import dev.brisk.engine.PrefixMiss;
import dev.brisk.engine.PrefixStatistics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The KV of earlier and of running sequences, found again by their tokens: a tree of {@link Block
 * blocks}, one page each. A sequence holds a {@link PrefixLease lease} while it runs; full pages
 * are shared between the tree and all sequences, and enter it as soon as they are full. A page that
 * is not full is copied for whoever goes on from it.
 *
 * <p>Within the memory bound the pages stay that were used last; those that a running sequence uses
 * always stay, and what does not fit beside them is not taken in. Used by the scheduler's thread
 * alone, except {@link #statistics} and {@link #misses}.
 */
public final class PrefixCache {
  private static final int PAGE = KvPage.POSITIONS;

  /** Evicted blocks that are remembered, so that a miss can be put down to it. */
  private static final int MOST_GONE = 1024;

  private final long maxBytes;
  private final Block root = new Block();

  /** Blocks whose pages are in memory, least recently used first. */
  private final SequencedSet<Block> loaded = new LinkedHashSet<>();

  /** The tokens of the last block that was evicted behind a path. */
  private final Map<Long, int[]> gone = new LinkedHashMap<>();

  /** Requests by why no more of their prompt was found. */
  private final Map<PrefixMiss, AtomicLong> missCounts = new ConcurrentHashMap<>();

  private long hits;
  private long misses;
  private long hitTokens;
  private long missedTokens;
  private long evictions;
  private long damaged;
  private int storedPages;
  private long bytes;
  private volatile PrefixStatistics statistics = measured();

  /**
   * @param maxBytes most memory to hold; 0 keeps nothing
   */
  public PrefixCache(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /**
   * Starts a sequence on the KV of the longest known prefix of its prompt, of at most {@code
   * prompt.length - 1} positions: the last token must be computed for its logits.
   *
   * @param kv empty; has that prefix afterwards
   */
  public PrefixLease open(int[] prompt, KvCache kv) {
    int most = maxBytes == 0 ? 0 : prompt.length - 1;
    Block at = share(root, prompt, most, kv);
    int length = kv.length();
    Block best = null;
    int common = 0;
    for (Block child : at.children) {
      int n = child.common(prompt, length, most);
      if (n > common) {
        best = child;
        common = n;
      }
    }
    if (best != null && load(best, kv)) {
      kv.place(length / PAGE, loadedPage(best).copy());
      kv.setLength(length + common);
      touch(best);
    }
    for (Block b = at; b != null; b = b.parent) {
      b.hits++;
    }
    var lease = new PrefixLease(this, at, kv.length(), miss(prompt, at, best, kv.length()));
    if (kv.length() > 0) {
      hits++;
    } else {
      misses++;
    }
    missCounts.computeIfAbsent(lease.miss(), reason -> new AtomicLong()).incrementAndGet();
    hitTokens += kv.length();
    missedTokens += prompt.length - kv.length();
    statistics = measured();
    return lease;
  }

  private PrefixMiss miss(int[] prompt, Block at, @Nullable Block best, int length) {
    if (maxBytes == 0) {
      return PrefixMiss.OFF;
    }
    if (length == prompt.length - 1) {
      return PrefixMiss.LAST_TOKEN;
    }
    int from = length / PAGE * PAGE;
    int[] evicted = gone.get(at.path);
    boolean left =
        evicted != null && Block.common(evicted, prompt, from, prompt.length) > length - from;
    if (left || (best != null && best.page == null)) {
      return PrefixMiss.EVICTED;
    }
    if (root.children.isEmpty()) {
      return PrefixMiss.COLD;
    }
    boolean ended = best == null ? at.children.isEmpty() : length - from == best.tokens.length;
    return ended ? PrefixMiss.LONGER : PrefixMiss.DIVERGED;
  }

  /**
   * Lets a sequence that stands at the end of {@code from} share the full pages that are known
   * behind it, up to {@code most} positions.
   *
   * @return the last of their blocks, in use once more, and {@code from} once less unless it is the
   *     root
   */
  private Block share(Block from, int[] tokens, int most, KvCache kv) {
    Block at = from;
    at.users++;
    while (kv.length() + PAGE <= most) {
      Block next = at.child(tokens, kv.length());
      if (next == null || !load(next, kv)) {
        break;
      }
      kv.place(kv.length() / PAGE, loadedPage(next));
      kv.setLength(kv.length() + PAGE);
      next.users++;
      at.users--;
      at = next;
    }
    touch(at);
    return at;
  }

  /** Goes on sharing in a sequence that began with {@link #open}; see {@link #share}. */
  Block shareMore(Block at, int[] tokens, int most, KvCache kv) {
    int before = kv.length();
    Block last = share(at, tokens, most, kv);
    at.users--;
    if (last == at) {
      return at;
    }
    last.hits++;
    hitTokens += kv.length() - before;
    missedTokens -= kv.length() - before;
    statistics = measured();
    return last;
  }

  /**
   * Takes in the page of the {@code count} tokens from {@code from} on, behind {@code at}.
   *
   * @return their block, which may have had another page of the same bits before; null if there is
   *     no room, or if a longer block knows all these tokens
   */
  @Nullable Block insert(Block at, int[] tokens, int from, int count, KvPage page) {
    for (Block child : at.children) {
      if (child.common(tokens, from, from + count) == count) {
        return child.tokens.length == count && hold(child, page) ? child : null;
      }
    }
    // What is short and known is known by the new block, too.
    for (Block child : List.copyOf(at.children)) {
      if (child.common(tokens, from, from + count) == child.tokens.length) {
        forget(child);
      }
    }
    var block = new Block(at, Arrays.copyOfRange(tokens, from, from + count));
    if (!hold(block, page)) {
      return null;
    }
    at.children.add(block);
    return block;
  }

  /** Sees to it that a block has a page in memory: its own, or else this one, if there is room. */
  private boolean hold(Block block, KvPage page) {
    if (block.page == null) {
      if (!makeRoom(page.bytes())) {
        return false;
      }
      block.page = page;
      bytes += page.bytes();
    }
    loaded.remove(block);
    loaded.addLast(block);
    statistics = measured();
    return true;
  }

  /** Reads a block's page from its snapshot unless it is in memory. */
  private boolean load(Block block, KvCache kv) {
    StoredPage stored = block.stored;
    if (block.page != null || stored == null) {
      return block.page != null;
    }
    if (!stored.sound()) {
      damaged++;
      detach(block);
      storedPages -= countStored(block);
      return false;
    }
    KvPage page = kv.newPage();
    page.read(stored.bytes());
    return hold(block, page);
  }

  private static KvPage loadedPage(Block block) {
    if (block.page == null) {
      throw new IllegalStateException("the page is not in memory");
    }
    return block.page;
  }

  private boolean makeRoom(long needed) {
    while (bytes + needed > maxBytes) {
      Block victim = null;
      for (Block block : loaded) {
        if (block.evictable()) {
          victim = block;
          break;
        }
      }
      if (victim == null) {
        return false;
      }
      evictions++;
      if (victim.parent != null && victim.stored == null) {
        remember(victim.parent.path, victim.tokens);
      }
      forget(victim);
    }
    return true;
  }

  private void remember(long path, int[] tokens) {
    gone.put(path, tokens);
    if (gone.size() > MOST_GONE) {
      gone.remove(gone.keySet().iterator().next());
    }
  }

  /** Lets a block's page go, and the block if that was all it had. */
  private void forget(Block block) {
    if (loaded.remove(block)) {
      bytes -= loadedPage(block).bytes();
      block.page = null;
    }
    if (block.stored == null) {
      detach(block);
    }
  }

  private static void detach(Block block) {
    if (block.parent != null) {
      block.parent.children.remove(block);
    }
  }

  /** Makes a path the most recently used one, its end less so than its beginning. */
  void touch(Block last) {
    for (Block b = last; b != null && b.parent != null; b = b.parent) {
      if (loaded.remove(b)) {
        loaded.addLast(b);
      }
    }
  }

  /**
   * Knows the pages of a snapshot from now on; they are read when they are used.
   *
   * @param tokens whole blocks
   * @param pages one a block
   * @return how many of them were not known as stored before
   */
  public int map(int[] tokens, List<StoredPage> pages) {
    Block at = root;
    int before = storedPages;
    for (int i = 0; i < pages.size(); i++) {
      Block next = at.child(tokens, i * PAGE);
      if (next == null) {
        next = new Block(at, Arrays.copyOfRange(tokens, i * PAGE, (i + 1) * PAGE));
        at.children.add(next);
      }
      if (next.stored == null) {
        next.stored = pages.get(i);
        storedPages++;
      }
      at = next;
    }
    statistics = measured();
    return storedPages - before;
  }

  /** The last block of the longest known run of full blocks that {@code tokens} begin with. */
  Block last(int[] tokens) {
    Block at = root;
    for (int n = 0; n + PAGE <= tokens.length; n += PAGE) {
      Block next = at.child(tokens, n);
      if (next == null) {
        break;
      }
      at = next;
    }
    return at;
  }

  /**
   * The ends of standing prefixes: longest runs of full blocks that more than one request began
   * with, or that came from a snapshot; those of most requests first.
   */
  List<Block> standing() {
    var ends = new ArrayList<Block>();
    collect(root, ends);
    ends.sort((a, b) -> Integer.compare(b.hits, a.hits));
    return ends;
  }

  private static boolean collect(Block block, List<Block> ends) {
    boolean below = false;
    for (Block child : block.children) {
      if (child.full() && (child.hits > 0 || child.stored != null)) {
        below |= collect(child, ends);
      }
    }
    if (!below && block.parent != null) {
      ends.add(block);
    }
    return true;
  }

  private static int countStored(Block block) {
    int n = block.stored == null ? 0 : 1;
    for (Block child : block.children) {
      n += countStored(child);
    }
    return n;
  }

  private PrefixStatistics measured() {
    return new PrefixStatistics(
        hits,
        misses,
        hitTokens,
        missedTokens,
        evictions,
        damaged,
        loaded.size(),
        storedPages,
        bytes);
  }

  /** What it has done and holds; any thread may ask. */
  public PrefixStatistics statistics() {
    return statistics;
  }

  /** How many requests found no more of their prompt, by the reason; any thread may ask. */
  public Map<PrefixMiss, Long> misses() {
    var counts = new EnumMap<PrefixMiss, Long>(PrefixMiss.class);
    for (var reason : PrefixMiss.values()) {
      var count = missCounts.get(reason);
      counts.put(reason, count == null ? 0 : count.get());
    }
    return counts;
  }
}
