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
    run(round, true);
    run(round, false);
  }

  private void run(int round, boolean drafts) {
    int[] prompt = new int[Math.clamp(engine.contextLength() / 2, 1, 24)];
    // Each prompt begins in its own way, so that none is answered from the prefix cache.
    Arrays.setAll(prompt, i -> (i * 31 + round * 2 + (drafts ? 1 : 0)) % vocabulary);
    var draft = drafts ? DraftSource.region(prompt) : DraftSource.none();
    int output = Math.max(1, prompt.length / 2);
    if (prompt.length < engine.contextLength()) {
      drain(engine.generate(GenerationRequest.of(prompt).maxTokens(output).draft(draft)));
    }
  }

  private void drain(Generation generation) {
    try {
      while (generation.next().isPresent()) {
        // Only the work counts.
      }
      GenerationResult result = generation.result();
      if (result.reason() == FinishReason.FAILED) {
        throw new ModelFormatException(
            "%s was loaded, but cannot be computed with: %s."
                .formatted(engine.model().name(), result.message()));
      }
    } catch (InterruptedException e) {
      generation.cancel();
      Thread.currentThread().interrupt();
    }
  }
}
