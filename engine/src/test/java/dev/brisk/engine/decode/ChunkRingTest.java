package dev.brisk.engine.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ChunkRingTest {
  private static final int MOST_TOKENS = Sequence.MAX_DRAFT + 1;
  private final ChunkRing ring = new ChunkRing();

  private void put(int count) {
    ring.put(new int[count], 0, count, new StringBuilder("x".repeat(count)));
  }

  @Test
  void aRingThatNobodyReadsIsFullAtItsChunksOrItsTokens() {
    int chunks = 0;
    while (ring.hasRoom()) {
      put(1);
      chunks++;
    }
    assertThat(chunks).isEqualTo(ChunkRing.CHUNKS);
    var drafted = new ChunkRing();
    int tokens = 0;
    while (drafted.hasRoom()) {
      drafted.put(new int[MOST_TOKENS], 0, MOST_TOKENS, new StringBuilder());
      tokens += MOST_TOKENS;
    }
    assertThat(tokens).isBetween(900, 1024);
    assertThat(drafted.take()).isNotNull();
    assertThat(drafted.hasRoom()).isTrue();
  }

  @Test
  void whatIsTakenIsWhatWasPutWhileBothGoOn() throws Exception {
    int chunks = 20_000;
    var writer = Thread.ofPlatform().start(() -> write(chunks));
    var random = new Random(1);
    for (int i = 0; i < chunks; i++) {
      var chunk = ring.take();
      while (chunk == null) {
        Thread.onSpinWait();
        chunk = ring.take();
      }
      assertThat(chunk.tokens()).isEqualTo(tokens(random, i));
      assertThat(chunk.text()).isEqualTo(text(random, i));
    }
    writer.join();
    assertThat(ring.isEmpty()).isTrue();
  }

  private void write(int chunks) {
    var random = new Random(1);
    for (int i = 0; i < chunks; i++) {
      while (!ring.hasRoom()) {
        Thread.onSpinWait();
      }
      int[] tokens = tokens(random, i);
      ring.put(tokens, 0, tokens.length, new StringBuilder(text(random, i)));
    }
  }

  private static int[] tokens(Random random, int chunk) {
    return IntStream.range(0, random.nextInt(MOST_TOKENS + 1)).map(t -> 31 * chunk + t).toArray();
  }

  /** Mostly a few characters; now and then more than fit, so that the ring has to grow. */
  private static String text(Random random, int chunk) {
    var text = new char[random.nextInt(chunk % 5_000 == 4_999 ? 20_000 : 60)];
    Arrays.fill(text, (char) ('a' + chunk % 1000));
    return new String(text);
  }
}
