package dev.brisk.engine.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brisk.engine.KvType;
import dev.brisk.engine.PrefixMiss;
import dev.brisk.engine.kernel.Kernels;
import dev.brisk.engine.kernel.ScalarKernels;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PrefixCacheTest {
  private static final int LAYERS = 2;
  private static final int WIDTH = 8;
  private static final KvShape SHAPE = new KvShape(LAYERS, 1, WIDTH, KvType.F32);
  private static final long PAGE_BYTES = SHAPE.pageBytes();
  private static final Kernels KERNELS = new ScalarKernels("");

  private final PrefixCache cache = new PrefixCache(1 << 20);

  /** A sequence that computes: its keys tell the token of their position. */
  private static final class Run {
    final PrefixCache cache;
    final KvCache kv = new KvCache(SHAPE);
    final PrefixLease lease;
    final int[] tokens;
    final int found;

    Run(PrefixCache cache, int[] tokens) {
      this.cache = cache;
      this.tokens = tokens;
      lease = cache.open(tokens, kv);
      found = kv.length();
      for (int i = 0; i < found; i++) {
        assertThat(key(i)).as("key %d", i).isEqualTo(tokens[i]);
      }
    }

    float key(int position) {
      return kv.page(position / KvPage.POSITIONS)
          .keys(1, 0, KERNELS, new float[0])[position % KvPage.POSITIONS];
    }

    Run compute(int length) {
      kv.reserve(length);
      for (int i = kv.length(); i < length; i++) {
        put(kv, i, tokens[i]);
      }
      kv.setLength(length);
      lease.grow(tokens, kv);
      return this;
    }

    void end() {
      lease.end(tokens, kv);
    }
  }

  private static void put(KvCache kv, int position, int key) {
    float[] row = new float[WIDTH];
    row[0] = key;
    kv.page(position / KvPage.POSITIONS)
        .put(1, position % KvPage.POSITIONS, row, 0, new float[WIDTH], 0);
  }

  private Run run(int[] tokens) {
    return new Run(cache, tokens);
  }

  private static int[] tokens(int length) {
    return IntStream.range(0, length).toArray();
  }

  private int found(int[] tokens) {
    var run = run(tokens);
    run.lease.release();
    return run.found;
  }

  private PrefixMiss miss(int[] tokens) {
    var run = run(tokens);
    run.lease.release();
    return run.lease.miss();
  }

  @Test
  void findsTheLongestPrefixAndLeavesTheLastTokenToBeComputed() {
    run(tokens(100)).compute(100).end();
    assertThat(found(tokens(100))).isEqualTo(99);
    assertThat(found(tokens(150))).isEqualTo(100);
    assertThat(found(tokens(65))).isEqualTo(64);
    assertThat(found(tokens(64))).isEqualTo(63);
    int[] other = tokens(100);
    other[70] = -1;
    assertThat(found(other)).isEqualTo(70);
    other[0] = -1;
    assertThat(found(other)).isZero();
  }

  @Test
  void saysWhyNoMoreWasFound() {
    assertThat(miss(tokens(100))).isEqualTo(PrefixMiss.COLD);
    run(tokens(100)).compute(100).end();
    assertThat(miss(tokens(100))).isEqualTo(PrefixMiss.LAST_TOKEN);
    assertThat(miss(tokens(101))).isEqualTo(PrefixMiss.LAST_TOKEN);
    assertThat(miss(tokens(102))).isEqualTo(PrefixMiss.LONGER);
    for (int at : new int[] {0, 30, 64, 98}) {
      int[] other = tokens(100);
      other[at] = -1;
      assertThat(miss(other)).as("at %d", at).isEqualTo(PrefixMiss.DIVERGED);
    }
    var off = new Run(new PrefixCache(0), tokens(100)).compute(100);
    off.end();
    assertThat(off.lease.miss()).isEqualTo(PrefixMiss.OFF);
    assertThat(new Run(off.cache, tokens(100)).found).isZero();
    assertThat(off.cache.statistics().pages()).isZero();
  }

  @Test
  void saysThatWhatWasKnownHasLeft() {
    var small = new PrefixCache(2 * PAGE_BYTES);
    new Run(small, tokens(128)).compute(128).end();
    int[] others = IntStream.range(1000, 1064).toArray();
    new Run(small, others).compute(64).end();
    assertThat(small.statistics().evictions()).isEqualTo(1);
    var run = new Run(small, tokens(128));
    assertThat(run.found).isEqualTo(64);
    assertThat(run.lease.miss()).isEqualTo(PrefixMiss.EVICTED);
  }

  @Test
  void whatAHitWritesDoesNotReachWhatIsKnown() {
    run(tokens(100)).compute(100).end();
    var hit = run(tokens(90));
    assertThat(hit.kv.page(0)).isSameAs(run(tokens(90)).kv.page(0));
    put(hit.kv, 69, -7);
    hit.kv.reserve(200);
    assertThat(found(tokens(101))).isEqualTo(100);
  }

  @Test
  void aRunningSequencesFullPagesAreSharedAtOnceAndCountOnce() {
    var first = run(tokens(200)).compute(130);
    var second = run(tokens(190));
    assertThat(second.found).isEqualTo(128);
    assertThat(second.kv.page(1)).isSameAs(first.kv.page(1));
    first.compute(199);
    second.lease.catchUp(second.tokens, 190, second.kv);
    assertThat(second.kv.length()).as("189 are wanted: no whole page more").isEqualTo(128);
    var third = run(tokens(400));
    assertThat(third.found).isEqualTo(192);
    assertThat(cache.statistics().bytes()).isEqualTo(3 * PAGE_BYTES);
    first.end();
    second.end();
    third.end();
    assertThat(cache.statistics().bytes()).isEqualTo(4 * PAGE_BYTES);
  }

  @Test
  void whoStartedTooEarlyForAPageTakesItWhenItIsThere() {
    var ahead = run(tokens(200));
    var behind = run(tokens(200));
    ahead.compute(128);
    behind.lease.catchUp(behind.tokens, 200, behind.kv);
    assertThat(behind.kv.length()).isEqualTo(128);
    assertThat(behind.lease.hitTokens()).isEqualTo(128);
    // Both compute the third page; one of the two is kept.
    behind.compute(200);
    ahead.compute(200);
    assertThat(ahead.kv.page(2)).isSameAs(behind.kv.page(2));
    assertThat(cache.statistics().pages()).isEqualTo(3);
    assertThat(cache.statistics().hitTokens()).isEqualTo(128);
    assertThat(cache.statistics().missedTokens()).isEqualTo(272);
  }

  @Test
  void theLeastRecentlyUsedLeavesAndWhatRunsStays() {
    var small = new PrefixCache(4 * PAGE_BYTES);
    int[] others = IntStream.range(1000, 1200).toArray();
    new Run(small, tokens(128)).compute(128).end();
    var running = new Run(small, others).compute(128);
    assertThat(small.statistics().evictions()).isZero();
    running.compute(192);
    assertThat(small.statistics().evictions()).isEqualTo(1);
    // Only one page more can leave; what does not fit is not taken in, and nothing of it is lost.
    int[] third = IntStream.range(2000, 2200).toArray();
    var unlucky = new Run(small, third).compute(200);
    assertThat(small.statistics().bytes()).isEqualTo(4 * PAGE_BYTES);
    assertThat(unlucky.key(150)).isEqualTo(2150);
    assertThat(new Run(small, others).found).isEqualTo(192);
    running.end();
    unlucky.end();
    assertThat(small.statistics().bytes()).isLessThanOrEqualTo(4 * PAGE_BYTES);
  }

  /** Whatever comes in whatever order: what is found is right, and the bound holds. */
  @Test
  void keepsItsWordInManyRandomRuns() {
    var random = new Random(3);
    var small = new PrefixCache(9 * PAGE_BYTES);
    var open = new ArrayDeque<Run>();
    int hits = 0;
    for (int i = 0; i < 2000; i++) {
      int[] tokens = tokens(2 + random.nextInt(400));
      Arrays.fill(tokens, Math.min(tokens.length, random.nextInt(5) * 60), tokens.length, i % 7);
      var run = new Run(small, tokens);
      hits += run.found > 0 ? 1 : 0;
      open.add(run.compute(Math.max(run.found, random.nextInt(tokens.length))));
      if (open.size() > 2) {
        var last = open.remove();
        last.lease.catchUp(last.tokens, last.tokens.length, last.kv);
        last.compute(last.tokens.length).end();
        for (int at = 0; at < last.tokens.length; at++) {
          assertThat(last.key(at)).isEqualTo(last.tokens[at]);
        }
      }
      assertThat(small.statistics().bytes()).isLessThanOrEqualTo(9 * PAGE_BYTES);
    }
    assertThat(hits).isGreaterThan(1000);
    open.forEach(Run::end);
    // All leases are gone, so all can leave.
    int[] long9 = IntStream.range(5000, 5000 + 9 * 64).toArray();
    new Run(small, long9).compute(long9.length).end();
    assertThat(new Run(small, long9).found).isEqualTo(long9.length - 1);
  }
}
