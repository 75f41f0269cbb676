package dev.brisk.engine.decode;

import dev.brisk.engine.CancelToken;
import dev.brisk.engine.Chunk;
import dev.brisk.engine.Generation;
import dev.brisk.engine.GenerationResult;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The way of chunks from the scheduler to one reader: a bounded ring with one writer and one reader
 * and no locks. The scheduler asks {@link #hasRoom} before it computes for a response, so a slow
 * reader pauses its own response and nothing else.
 */
final class Response implements Generation {
  /** Chunks that may wait for the reader. */
  static final int CAPACITY = 256;

  private final Chunk[] ring = new Chunk[CAPACITY];
  private final CancelToken cancel;
  private final Runnable wakeScheduler;

  private volatile int written;
  private volatile int read;
  private volatile @Nullable GenerationResult result;
  private volatile @Nullable Thread reader;

  Response(CancelToken cancel, Runnable wakeScheduler) {
    this.cancel = cancel;
    this.wakeScheduler = wakeScheduler;
  }

  /** Whether the scheduler may put the chunk of a step. */
  boolean hasRoom() {
    return written - read < CAPACITY;
  }

  void put(Chunk chunk) {
    int at = written;
    ring[at % CAPACITY] = chunk;
    written = at + 1;
    wakeReader();
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
      int at = read;
      if (at != written) {
        Chunk chunk = ring[at % CAPACITY];
        read = at + 1;
        // After the write, or a scheduler that has just seen a full ring would sleep on.
        wakeScheduler.run();
        return Optional.of(chunk);
      }
      if (ended) {
        return Optional.empty();
      }
      await(at);
    }
  }

  private void await(int at) throws InterruptedException {
    reader = Thread.currentThread();
    try {
      while (written == at && result == null) {
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
