package dev.brisk.engine;

import java.util.Arrays;

/** Has the compiler make fast code before somebody waits for it. */
final class WarmUp {
  /** A slow machine is not kept from serving for longer than this. */
  private static final long MOST_NANOS = 3_000_000_000L;

  /** Rounds in a row that are about as fast as the fastest: the compiler is done. */
  private static final int STEADY_ROUNDS = 12;

  private final Engine engine;
  private final int vocabulary;

  WarmUp(Engine engine, int vocabulary) {
    this.engine = engine;
    this.vocabulary = vocabulary;
  }

  /**
   * Small rounds, since vector code is very slow until it is compiled: a short prompt, then
   * decoding with a draft and without. They become fast within a second or so.
   */
  void run() {
    long start = System.nanoTime();
    long best = Long.MAX_VALUE;
    int steady = 0;
    for (int round = 0; steady < STEADY_ROUNDS; round++) {
      long from = System.nanoTime();
      if (from - start > MOST_NANOS) {
        return;
      }
      round(round);
      long nanos = System.nanoTime() - from;
      steady = nanos < best + best / 2 ? steady + 1 : 0;
      best = Math.min(best, nanos);
    }
  }

  private void round(int round) {
    int[] prompt = new int[Math.min(24, engine.contextLength() / 2)];
    // Different prompts, so that none is answered from the prefix cache.
    Arrays.setAll(prompt, i -> (i * 31 + round * 7) % vocabulary);
    var request = GenerationRequest.of(prompt).maxTokens(Math.max(1, prompt.length / 2));
    drain(engine.generate(request.draft(DraftSource.region(prompt))));
    drain(engine.generate(request));
  }

  private static void drain(Generation generation) {
    try {
      while (generation.next().isPresent()) {
        // Only the work counts.
      }
    } catch (InterruptedException e) {
      generation.cancel();
      Thread.currentThread().interrupt();
    }
  }
}
