package dev.brisk.engine.decode;

import dev.brisk.engine.CancelToken;
import dev.brisk.engine.Chunk;
import dev.brisk.engine.Generation;
import dev.brisk.engine.GenerationResult;
import dev.brisk.engine.TokenProbability;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The way of chunks from the scheduler to one reader. The scheduler asks {@link #hasRoom} before it
 * computes for a response, so a slow reader pauses its own response and nothing else.
 */
final class Response implements Generation {
  private final ChunkRing chunks = new ChunkRing();
  private final CancelToken cancel;
  private final Runnable wakeScheduler;

  /** Empty for the many who do not want them. */
  private final Queue<TokenProbability> probabilities = new ConcurrentLinkedQueue<>();

  private volatile @Nullable GenerationResult result;
  private volatile @Nullable Thread reader;

  Response(CancelToken cancel, Runnable wakeScheduler) {
    this.cancel = cancel;
    this.wakeScheduler = wakeScheduler;
  }

  /** Whether the scheduler may put the chunk of a step. */
  boolean hasRoom() {
    return chunks.hasRoom();
  }

  /** See {@link ChunkRing#put}. */
  void put(int[] known, int from, int to, StringBuilder text) {
    chunks.put(known, from, to, text);
    wakeReader();
  }

  /** Tells how likely a token of the next chunk was; one for each of its tokens, or none at all. */
  void tell(TokenProbability probability) {
    probabilities.add(probability);
  }

  void finish(GenerationResult end) {
    result = end;
    wakeReader();
  }

  private void wakeReader() {
    Thread waiting = reader;
    if (waiting != null) {
      LockSupport.unpark(waiting);
    }
  }

  @Override
  public Optional<Chunk> next() throws InterruptedException {
    while (true) {
      boolean ended = result != null;
      Chunk chunk = chunks.take();
      if (chunk != null) {
        // After it was taken, or a scheduler that has just seen a full ring would sleep on.
        wakeScheduler.run();
        return Optional.of(probabilities.isEmpty() ? chunk : told(chunk));
      }
      if (ended) {
        return Optional.empty();
      }
      await();
    }
  }

  private Chunk told(Chunk chunk) {
    var told = new ArrayList<TokenProbability>();
    for (int i = 0; i < chunk.tokens().length; i++) {
      told.add(probabilities.remove());
    }
    return new Chunk(chunk.tokens(), chunk.text(), List.copyOf(told));
  }

  private void await() throws InterruptedException {
    reader = Thread.currentThread();
    try {
      while (chunks.isEmpty() && result == null) {
        LockSupport.park(this);
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
      }
    } finally {
      reader = null;
    }
  }

  @Override
  public void cancel() {
    cancel.cancel();
  }

  @Override
  public GenerationResult result() {
    GenerationResult end = result;
    if (end == null) {
      throw new IllegalStateException("the response is still running");
    }
    return end;
  }
}
