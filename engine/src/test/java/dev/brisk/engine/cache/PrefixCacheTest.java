package dev.brisk.engine.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PrefixCacheTest {
  private static final int LAYERS = 2;
  private static final int WIDTH = 8;
  private static final long PAGE_BYTES = 2L * LAYERS * WIDTH * KvPage.POSITIONS * Float.BYTES;

  /** A cache whose keys tell their position. */
  private static KvCache filled(int length) {
    var kv = new KvCache(LAYERS, WIDTH);
    kv.reserve(length);
    for (int i = 0; i < length; i++) {
      kv.page(i / KvPage.POSITIONS).keys(1)[i % KvPage.POSITIONS] = i;
    }
    kv.setLength(length);
    return kv;
  }

  private static int[] tokens(int length) {
    return IntStream.range(0, length).toArray();
  }

  private static KvCache empty() {
    return new KvCache(LAYERS, WIDTH);
  }

  @Test
  void findsTheLongestPrefixAndLeavesTheLastTokenToBeComputed() {
    var cache = new PrefixCache(1 << 20);
    cache.put(tokens(100), filled(100));
    assertThat(cache.find(tokens(100), empty()).length()).isEqualTo(99);
    assertThat(cache.find(tokens(150), empty()).length()).isEqualTo(100);
    int[] other = tokens(100);
    other[70] = -1;
    assertThat(cache.find(other, empty()).length()).isEqualTo(70);
    other[0] = -1;
    assertThat(cache.find(other, empty()).length()).isZero();
  }

  @Test
  void whatAHitWritesDoesNotReachTheEntry() {
    var cache = new PrefixCache(1 << 20);
    cache.put(tokens(100), filled(100));
    KvCache hit = cache.find(tokens(90), empty());
    assertThat(hit.page(0)).isSameAs(cache.find(tokens(90), empty()).page(0));
    hit.page(1).keys(1)[5] = -7;
    hit.reserve(200);
    assertThat(cache.find(tokens(101), empty()).page(1).keys(1)[5]).isEqualTo(69);
  }

  @Test
  void sharedPagesCountOnceAndTheLeastRecentlyUsedLeaves() {
    var cache = new PrefixCache(4 * PAGE_BYTES);
    cache.put(tokens(128), filled(128));
    assertThat(cache.bytes()).isEqualTo(2 * PAGE_BYTES);
    KvCache longer = cache.find(Arrays.copyOf(tokens(128), 150), empty());
    longer.reserve(149);
    longer.setLength(149);
    cache.put(Arrays.copyOf(tokens(128), 149), longer);
    assertThat(cache.entries()).as("an entry replaces its own prefix").isEqualTo(1);
    assertThat(cache.bytes()).isEqualTo(3 * PAGE_BYTES);
    int[] others = IntStream.range(1000, 1100).toArray();
    cache.put(others, filled(100));
    assertThat(cache.bytes()).isLessThanOrEqualTo(4 * PAGE_BYTES);
    assertThat(cache.find(others, empty()).length()).isEqualTo(99);
    assertThat(cache.find(tokens(128), empty()).length()).isZero();
  }

  @Test
  void aBoundOfZeroKeepsNothing() {
    var cache = new PrefixCache(0);
    cache.put(tokens(100), filled(100));
    assertThat(cache.entries()).isZero();
  }
}
