package dev.brisk.engine;

import java.util.Arrays;

/** Has the compiler make fast code before somebody waits for it. */
final class WarmUp {
  /** Long enough for the second compiler to have seen every kernel hot; the Vector API is very slow before. */
  private static final long MOST_NANOS = 1_500_000_000L;

  private static final int ROUNDS = 40;

  private final Engine engine;
  private final int vocabulary;

  WarmUp(Engine engine, int vocabulary) {
    this.engine = engine;
    this.vocabulary = vocabulary;
  }

  void run() {
    long start = System.nanoTime();
    int promptLength = Math.min(96, engine.contextLength() / 2);
    for (int round = 0; round < ROUNDS && System.nanoTime() - start < MOST_NANOS; round++) {
      int[] prompt = new int[promptLength];
      // Different prompts, so that none is answered from the prefix cache.
      Arrays.setAll(prompt, i -> (i * 31 + 17) % vocabulary);
      prompt[0] = round % vocabulary;
      var request =
          GenerationRequest.of(prompt).maxTokens(Math.max(1, promptLength / 2)).draft(DraftSource.region(prompt));
      drain(engine.generate(request));
      drain(engine.generate(request.draft(DraftSource.none())));
    }
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
