package dev.brisk.engine.decode;

import dev.brisk.engine.EngineOptions;
import dev.brisk.engine.EngineStatistics;
import dev.brisk.engine.FinishReason;
import dev.brisk.engine.Generation;
import dev.brisk.engine.GenerationRequest;
import dev.brisk.engine.cache.KvCache;
import dev.brisk.engine.cache.PrefixCache;
import dev.brisk.engine.cache.PrefixSnapshots;
import dev.brisk.engine.model.Batch;
import dev.brisk.engine.model.ForwardPass;
import dev.brisk.engine.model.LanguageModel;
import dev.brisk.engine.tokenizer.Tokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Steps all running responses: schedule, run, postprocess. One thread does so; requests reach it
 * through a queue and chunks leave through a ring each, so nothing on the way of a token takes a
 * lock.
 */
public final class Scheduler implements AutoCloseable {
  private static final String CLOSED = "the engine was closed";
  private static final String OUT_OF_MEMORY =
      "the engine ran out of memory; use a shorter context or a larger heap";

  private final LanguageModel model;
  private final Tokenizer tokenizer;
  private final EngineOptions options;
  private final int contextLength;
  private final ForwardPass pass;
  private final PrefixCache prefixes;
  private final Batch batch = new Batch();
  private final Queue<Sequence> waiting = new ConcurrentLinkedQueue<>();
  private final List<Sequence> running = new ArrayList<>();
  private final List<Sequence> scheduled = new ArrayList<>();
  private final List<Sequence> prefilling = new ArrayList<>();
  private final List<Sequence> decoding = new ArrayList<>();
  private final List<Sequence> givingWay = new ArrayList<>();
  private final int tile;
  private final StepBudget budget;
  private final PassCost costs;
  private final PrefixSnapshots snapshots;
  private final Queue<FutureTask<?>> tasks = new ConcurrentLinkedQueue<>();
  private final Thread thread;

  private volatile boolean closed;
  private volatile boolean parked;

  /** Whether somebody has changed what a step depends on since the scheduler began to look. */
  private volatile boolean woken;

  private volatile int runningCount;
  private volatile long steps;
  private volatile long rows;
  private volatile long outputTokens;
  private volatile long drafted;
  private volatile long accepted;
  private volatile int ownPages;

  public Scheduler(
      LanguageModel model,
      Tokenizer tokenizer,
      int contextLength,
      EngineOptions options,
      Supplier<String> identity) {
    this.model = model;
    this.tokenizer = tokenizer;
    this.options = options;
    this.contextLength = contextLength;
    pass = new ForwardPass(model, options.threads(), options.kernels());
    tile = pass.kernels().rowTile();
    budget = new StepBudget(tile, TimeUnit.MILLISECONDS.toNanos(options.stepMillis()));
    costs = new PassCost(tile);
    prefixes = new PrefixCache(options.prefixCacheBytes());
    snapshots =
        new PrefixSnapshots(prefixes, identity, kernels(), fresh(), options.prefixCacheBytes());
    thread = Thread.ofPlatform().daemon().name("brisk-scheduler").start(this::loop);
  }

  /** Queues a request; its chunks can be read at once. */
  public Generation submit(GenerationRequest request) {
    return submit(request, false);
  }

  /**
   * The same, but of a request that gives way: it has a row only in steps in which nobody else has
   * one, it is cancelled where another request needs its place, and its steps are short.
   */
  public Generation submitGivingWay(GenerationRequest request) {
    return submit(request, true);
  }

  private Generation submit(GenerationRequest request, boolean givesWay) {
    var response = new Response(request.cancel(), this::wake);
    var sequence =
        new Sequence(
            request,
            response,
            tokenizer,
            contextLength,
            model.vocabulary(),
            fresh(),
            costs,
            givesWay);
    waiting.add(sequence);
    request.cancel().onCancel(this::wake);
    wake();
    if (closed && waiting.remove(sequence)) {
      // The thread may be gone already, so nobody else would end it.
      fail(sequence, CLOSED);
    }
    return response;
  }

  /**
   * Has the scheduler's thread do something with the prefixes between two steps.
   *
   * @throws IllegalStateException if the engine was closed
   */
  public <T> T withPrefixes(Function<PrefixSnapshots, T> work) {
    var task = new FutureTask<T>(() -> work.apply(snapshots));
    tasks.add(task);
    wake();
    if (closed && tasks.remove(task)) {
      throw new IllegalStateException(CLOSED);
    }
    try {
      return task.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException | CancellationException e) {
      throw new IllegalStateException(CLOSED, e);
    }
  }

  private void runTasks() {
    for (FutureTask<?> task = tasks.poll(); task != null; task = tasks.poll()) {
      task.run();
    }
  }

  private KvCache fresh() {
    return new KvCache(model.config().kvShape(options.kvType()));
  }

  private void loop() {
    while (!closed) {
      try {
        woken = false;
        runTasks();
        schedule();
        if (batch.rows() == 0) {
          idle();
        } else {
          run();
          postprocess();
        }
      } catch (Throwable e) {
        // Whatever it was, later requests must be served.
        for (Sequence sequence : scheduled) {
          failRunning(sequence, e);
        }
      }
    }
    for (Sequence sequence : running) {
      fail(sequence, CLOSED);
    }
    for (Sequence s = waiting.poll(); s != null; s = waiting.poll()) {
      fail(s, CLOSED);
    }
    for (FutureTask<?> task = tasks.poll(); task != null; task = tasks.poll()) {
      task.cancel(false);
    }
    pass.close();
  }

  /**
   * Lets new requests in, drops cancelled ones, and collects the rows of the next step: all that
   * decode, and prefills as far as their budget goes; where there are none, one that gives way.
   */
  private void schedule() {
    batch.clear();
    scheduled.clear();
    dropCancelled();
    admit();
    prefilling.clear();
    decoding.clear();
    givingWay.clear();
    for (int i = 0; i < running.size(); i++) {
      Sequence sequence = running.get(i);
      if (sequence.response().hasRoom()) {
        (sequence.givesWay() ? givingWay : sequence.decoding() ? decoding : prefilling)
            .add(sequence);
      }
    }
    for (int i = 0; i < decoding.size(); i++) {
      schedule(decoding.get(i), 1, batch.rows() + decoding.size() - 1 - i);
    }
    schedulePrefills();
    if (batch.rows() == 0 && !givingWay.isEmpty()) {
      int rows = Math.min(options.prefillChunk(), Math.max(tile, budget.rows()));
      schedule(givingWay.getFirst(), rows, 0);
    }
    if (running.size() > 1) {
      // Whoever had no room for its prefill in this step has its turn in a later one.
      running.addLast(running.removeFirst());
    }
  }

  /** Shares what is left of the step among the prompts, in whole tiles. */
  private void schedulePrefills() {
    int most = batch.rows() > 0 ? Math.max(tile, budget.rows() - batch.rows()) : budget.rowsAlone();
    int left = Math.min(options.prefillChunk(), most);
    for (int i = 0; i < prefilling.size() && left > 0; i++) {
      int share = Math.ceilDiv(left, prefilling.size() - i);
      int tiles = Math.ceilDiv(share, tile) * tile;
      left -= schedule(prefilling.get(i), Math.min(left, tiles), batch.rows());
    }
  }

  /** Adds a sequence's rows to the step; how many of them are known tokens. */
  private int schedule(Sequence sequence, int rows, int others) {
    try {
      int added = sequence.schedule(batch, rows, others);
      scheduled.add(sequence);
      return added;
    } catch (Throwable e) {
      failRunning(sequence, e);
      return 0;
    }
  }

  private void dropCancelled() {
    for (int i = running.size() - 1; i >= 0; i--) {
      Sequence sequence = running.get(i);
      if (sequence.isCancelled()) {
        running.remove(i);
        end(sequence, FinishReason.CANCELLED);
      }
    }
    waiting.removeIf(Scheduler::endIfCancelled);
  }

  private static boolean endIfCancelled(Sequence sequence) {
    boolean cancelled = sequence.isCancelled();
    if (cancelled) {
      sequence.finish(FinishReason.CANCELLED, "");
    }
    return cancelled;
  }

  private void admit() {
    while (!waiting.isEmpty() && (running.size() < options.maxSequences() || giveWay())) {
      Sequence next = waiting.poll();
      if (next == null) {
        break;
      }
      running.addLast(next);
      next.start(prefixes);
    }
    count();
  }

  /** Takes out somebody who gives way; false if there is nobody. */
  private boolean giveWay() {
    for (int i = 0; i < running.size(); i++) {
      Sequence sequence = running.get(i);
      if (sequence.givesWay()) {
        running.remove(i);
        end(sequence, FinishReason.CANCELLED);
        return true;
      }
    }
    return false;
  }

  private void run() {
    long start = System.nanoTime();
    pass.run(batch);
    long took = System.nanoTime() - start;
    budget.learn(batch.rows(), took);
    if (batch.logits() == batch.rows()) {
      costs.learn(batch.rows(), took);
    }
    long before = rows;
    rows = before + batch.rows();
    long step = steps;
    steps = step + 1;
  }

  private void advance(Sequence sequence) {
    long output = outputTokens - sequence.outputTokens();
    long proposed = drafted - sequence.drafted();
    long kept = accepted - sequence.accepted();
    sequence.advance(pass);
    outputTokens = output + sequence.outputTokens();
    drafted = proposed + sequence.drafted();
    accepted = kept + sequence.accepted();
  }

  /** Notes for {@link #statistics} what is running. */
  private void count() {
    int pages = 0;
    for (int i = 0; i < running.size(); i++) {
      pages += running.get(i).ownPages();
    }
    ownPages = pages;
    runningCount = running.size();
  }

  /** Chooses tokens, sends them, and takes out what has ended. */
  private void postprocess() {
    for (int i = 0; i < scheduled.size(); i++) {
      Sequence sequence = scheduled.get(i);
      try {
        advance(sequence);
        FinishReason reason = sequence.finished();
        if (reason != null) {
          running.remove(sequence);
          end(sequence, reason);
        }
      } catch (Throwable e) {
        failRunning(sequence, e);
      }
    }
  }

  /** The KV is put away first: who reads the end may ask again at once, and shall find it. */
  private void end(Sequence sequence, FinishReason reason) {
    count();
    try {
      sequence.leave(true);
    } finally {
      sequence.finish(reason, "");
    }
  }

  private void failRunning(Sequence sequence, Throwable cause) {
    if (running.remove(sequence)) {
      count();
      sequence.leave(false);
      boolean memory =
          cause instanceof OutOfMemoryError || cause.getCause() instanceof OutOfMemoryError;
      fail(sequence, memory ? OUT_OF_MEMORY : String.valueOf(cause.getMessage()));
    }
  }

  private static void fail(Sequence sequence, String message) {
    sequence.finish(FinishReason.FAILED, message);
  }

  /** Waits for a request, a cancellation, or room in a ring. */
  private void idle() {
    parked = true;
    if (!woken && !closed) {
      LockSupport.park(this);
    }
    parked = false;
  }

  /** Has the scheduler look again; called after what it shall see was written. */
  private void wake() {
    if (!woken) {
      woken = true;
    }
    if (parked) {
      LockSupport.unpark(thread);
    }
  }

  public EngineStatistics statistics() {
    return new EngineStatistics(
        runningCount,
        waiting.size(),
        steps,
        rows,
        outputTokens,
        drafted,
        accepted,
        ownPages * model.config().kvShape(options.kvType()).pageBytes(),
        prefixes.statistics(),
        prefixes.misses());
  }

  public String kernels() {
    return pass.kernels().description();
  }

  /** Ends the running responses as failed and stops the threads. */
  @Override
  public void close() {
    closed = true;
    wake();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
