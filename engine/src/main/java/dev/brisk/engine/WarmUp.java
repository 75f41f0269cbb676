package dev.brisk.engine;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * Has the compiler make fast code before somebody waits for it: first what even a short answer
 * needs, then, while nobody asks, the rest.
 */
final class WarmUp {
  /** The machine's cores are not kept from others for longer than this once it serves. */
  private static final long MOST_IDLE_NANOS = 4_000_000_000L;

  /** Rounds in a row that are about as fast as the fastest: the compiler is done. */
  private static final int STEADY_ROUNDS = 12;

  /** Prompts as wide as a step may be. */
  private static final int WIDE_PROMPTS = 16;

  private static final int SHORT_PROMPT = 24;

  private final Engine engine;
  private final int vocabulary;
  private final int widest;
  private final long stepNanos;
  private final CancelToken stop = new CancelToken();
  private volatile boolean idle;

  /** Prompts so far. Each begins in its own way, so that none comes from the prefix cache. */
  private int prompts;

  WarmUp(Engine engine, int vocabulary, EngineOptions options) {
    this.engine = engine;
    this.vocabulary = vocabulary;
    widest = Math.min(options.prefillChunk(), engine.contextLength() - 1);
    stepNanos = TimeUnit.MILLISECONDS.toNanos(options.stepMillis());
  }

  /**
   * Small rounds, since vector code is very slow until it is compiled: a short prompt, then
   * decoding with a draft and without.
   *
   * @param mostNanos no round begins after so many nanoseconds
   * @throws ModelFormatException if the model cannot be computed with
   */
  void run(long mostNanos) {
    rounds(mostNanos);
  }

  /** Goes on in a thread of its own, which ends by itself, or soon after {@link #stop}. */
  Thread whileIdle() {
    idle = true;
    return Thread.ofPlatform().daemon().name("brisk-warm-up").start(this::rest);
  }

  /** There are requests now, which need the cores; what is compiled by them is what they need. */
  void stop() {
    if (idle && !stop.isCancelled()) {
      stop.cancel();
    }
  }

  private void rest() {
    long start = System.nanoTime();
    try {
      rounds(MOST_IDLE_NANOS / 2);
      wide(start + MOST_IDLE_NANOS);
    } catch (ModelFormatException e) {
      // The engine was closed, or the next request will say what is wrong.
    }
  }

  private void rounds(long most) {
    long start = System.nanoTime();
    long best = Long.MAX_VALUE;
    int steady = 0;
    while (steady < STEADY_ROUNDS && !stop.isCancelled()) {
      long from = System.nanoTime();
      if (from - start > most) {
        return;
      }
      prompt(SHORT_PROMPT, SHORT_PROMPT / 2, true);
      prompt(SHORT_PROMPT, SHORT_PROMPT / 2, false);
      long nanos = System.nanoTime() - from;
      steady = nanos < best + best / 2 ? steady + 1 : 0;
      best = Math.min(best, nanos);
    }
  }

  /** Wider prompts, as long as a step is short enough that a request behind it waits for little. */
  private void wide(long end) {
    int rows = SHORT_PROMPT;
    for (int i = 0; i < WIDE_PROMPTS && !stop.isCancelled(); i++) {
      long from = System.nanoTime();
      if (from > end) {
        return;
      }
      prompt(rows, 1, false);
      if (2 * (System.nanoTime() - from) < stepNanos) {
        rows = Math.min(2 * rows, widest);
      }
    }
  }

  private void prompt(int tokens, int output, boolean drafts) {
    int[] prompt = new int[Math.clamp(engine.contextLength() / 2, 1, tokens)];
    int first = prompts++;
    Arrays.setAll(prompt, i -> (i * 31 + first) % vocabulary);
    var draft = drafts ? DraftSource.region(prompt) : DraftSource.none();
    if (prompt.length < engine.contextLength()) {
      drain(
          engine.submit(GenerationRequest.of(prompt).maxTokens(output).draft(draft).cancel(stop)));
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
