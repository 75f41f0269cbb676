package dev.brisk.engine.decode;

import dev.brisk.engine.EngineOptions;
import dev.brisk.engine.EngineStatistics;
import dev.brisk.engine.FinishReason;
import dev.brisk.engine.Generation;
import dev.brisk.engine.GenerationRequest;
import dev.brisk.engine.cache.KvCache;
import dev.brisk.engine.cache.PrefixCache;
import dev.brisk.engine.model.Batch;
import dev.brisk.engine.model.ForwardPass;
import dev.brisk.engine.model.LanguageModel;
import dev.brisk.engine.tokenizer.Tokenizer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * Steps all running responses: schedule, run, postprocess. One thread does so; requests reach it
 * through a queue and chunks leave through a ring each, so nothing on the way of a token takes a
 * lock.
 */
public final class Scheduler implements AutoCloseable {
  private final LanguageModel model;
  private final Tokenizer tokenizer;
  private final EngineOptions options;
  private final int contextLength;
  private final ForwardPass pass;
  private final PrefixCache prefixes;
  private final Batch batch = new Batch();
  private final Queue<Sequence> waiting = new ConcurrentLinkedQueue<>();
  private final Deque<Sequence> running = new ArrayDeque<>();
  private final List<Sequence> scheduled = new ArrayList<>();
  private final Thread thread;

  private volatile boolean closed;
  private volatile boolean parked;
  private volatile int runningCount;
  private volatile long steps;

  public Scheduler(
      LanguageModel model, Tokenizer tokenizer, int contextLength, EngineOptions options) {
    this.model = model;
    this.tokenizer = tokenizer;
    this.options = options;
    this.contextLength = contextLength;
    pass = new ForwardPass(model, options.threads(), options.kernels());
    prefixes = new PrefixCache(options.prefixCacheBytes());
    thread = Thread.ofPlatform().daemon().name("brisk-scheduler").start(this::loop);
  }

  /** Queues a request; its chunks can be read at once. */
  public Generation submit(GenerationRequest request) {
    var response = new Response(request.cancel(), this::wake);
    var sequence = new Sequence(request, response, tokenizer, contextLength, fresh());
    waiting.add(sequence);
    wake();
    return response;
  }

  private KvCache fresh() {
    return new KvCache(model.config().layers(), model.config().kvWidth());
  }

  private void loop() {
    while (!closed) {
      try {
        schedule();
        if (batch.rows() == 0) {
          idle();
        } else {
          run();
          postprocess();
        }
      } catch (Throwable e) {
        // Whatever it was, the other responses must go on.
        failScheduled(e);
      }
    }
    Collections.addAll(running, waiting.toArray(Sequence[]::new));
    running.forEach(s -> s.finish(FinishReason.FAILED, "the engine was closed"));
    pass.close();
  }

  /** Lets new requests in, drops cancelled ones, and collects the rows of the next step. */
  private void schedule() {
    batch.clear();
    scheduled.clear();
    admit();
    int budget = options.prefillChunk();
    int turns = running.size();
    for (int i = 0; i < turns; i++) {
      Sequence sequence = running.removeFirst();
      if (sequence.isCancelled()) {
        end(sequence, FinishReason.CANCELLED);
        continue;
      }
      running.addLast(sequence);
      if (budget > 0 && sequence.response().hasRoom()) {
        budget -= sequence.schedule(batch, budget);
        scheduled.add(sequence);
      }
    }
    if (!scheduled.isEmpty() && running.size() > 1) {
      // Whoever had no room for its prefill in this step comes first in the next.
      running.addLast(running.removeFirst());
    }
  }

  private void admit() {
    while (running.size() < options.maxSequences()) {
      Sequence next = waiting.poll();
      if (next == null) {
        break;
      }
      running.addFirst(next);
      next.start(prefixes.find(next.request().prompt(), next.kv()));
    }
    runningCount = running.size();
  }

  private void run() {
    pass.run(batch);
    long step = steps;
    steps = step + 1;
  }

  /** Chooses tokens, sends them, and takes out what has ended. */
  private void postprocess() {
    for (Sequence sequence : scheduled) {
      sequence.advance(pass);
      FinishReason reason = sequence.finished();
      if (reason != null) {
        running.remove(sequence);
        end(sequence, reason);
      }
    }
  }

  private void end(Sequence sequence, FinishReason reason) {
    runningCount = running.size();
    sequence.finish(reason, "");
    prefixes.put(sequence.computedTokens(), sequence.kv());
  }

  private void failScheduled(Throwable cause) {
    String message =
        cause instanceof OutOfMemoryError
            ? "the engine ran out of memory; use a shorter context or a larger heap"
            : String.valueOf(cause.getMessage());
    for (Sequence sequence : scheduled) {
      if (running.remove(sequence)) {
        sequence.finish(FinishReason.FAILED, message);
      }
    }
    scheduled.clear();
  }

  /** Waits for a request, a cancellation, or room in a ring. */
  private void idle() {
    parked = true;
    if (waiting.isEmpty() && nothingToDo()) {
      LockSupport.park(this);
    }
    parked = false;
  }

  private boolean nothingToDo() {
    return !closed && running.stream().noneMatch(s -> s.isCancelled() || s.response().hasRoom());
  }

  private void wake() {
    if (parked) {
      LockSupport.unpark(thread);
    }
  }

  public EngineStatistics statistics() {
    return new EngineStatistics(runningCount, waiting.size(), steps, prefixes.bytes());
  }

  public String kernels() {
    return pass.kernels().description();
  }

  /** Ends the running responses as failed and stops the threads. */
  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
