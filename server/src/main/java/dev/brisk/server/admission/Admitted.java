package dev.brisk.server.admission;

import dev.brisk.engine.FinishReason;
import dev.brisk.engine.GenerationResult;
import dev.brisk.engine.GenerationStats;
import dev.brisk.engine.PrefixMiss;
import dev.brisk.server.answer.AnswerEvent.Queued;
import dev.brisk.server.answer.Waits;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * What is begun when its turn has come. It gives its place back when it has been read to the end,
 * is cancelled or fails, whichever comes first.
 *
 * @param <T> what a model gives: an answer, or a generation
 */
abstract class Admitted<T> implements Waits {
  private static final GenerationResult NEVER_BEGUN =
      new GenerationResult(
          FinishReason.CANCELLED,
          new GenerationStats(0, 0, PrefixMiss.COLD, 0, 0, 0, 0, 0, 0, 0, 0),
          "");

  private final Place place;
  private final Limits.Lease lease;
  private final Supplier<T> begin;
  private final LongSupplier promptTokens;
  private final AtomicBoolean over = new AtomicBoolean();
  private volatile @Nullable T inner;
  private boolean ended;
  private final AtomicLong read = new AtomicLong();

  /** Reads one piece of what a model gives. */
  interface Read<T, E> {
    Optional<E> next(T from) throws InterruptedException;
  }

  /**
   * @param begin asks the model; called once, when the turn has come
   * @param promptTokens about how many tokens the prompt has, for requests that do not end
   */
  Admitted(Place place, Limits.Lease lease, Supplier<T> begin, LongSupplier promptTokens) {
    this.place = place;
    this.lease = lease;
    this.begin = begin;
    this.promptTokens = promptTokens;
    if (place.runs()) {
      // So that a question that cannot be answered is refused at once.
      start();
    }
  }

  abstract GenerationResult result(T of);

  abstract void cancel(T what);

  @Override
  public Optional<Queued> queued() throws InterruptedException {
    if (inner != null || over.get()) {
      return Optional.empty();
    }
    try {
      var news = place.queued();
      if (news.isEmpty() && place.runs()) {
        start();
      }
      return news;
    } catch (InterruptedException | RuntimeException e) {
      giveBack(0);
      throw e;
    }
  }

  private void start() {
    try {
      inner = begin.get();
    } catch (RuntimeException | Error e) {
      giveBack(0);
      throw e;
    }
    if (over.get()) {
      // Cancelled while it began.
      cancel(inner);
    }
  }

  /** The next piece of what was begun; empty if nothing was. */
  <E> Optional<E> read(Read<T, E> reader, ToIntFunction<E> tokens) throws InterruptedException {
    var from = inner;
    if (from == null) {
      giveBack(0);
      return Optional.empty();
    }
    long asked = System.nanoTime();
    Optional<E> piece;
    try {
      piece = reader.next(from);
    } catch (InterruptedException | RuntimeException | Error e) {
      giveBack(rough());
      throw e;
    }
    if (piece.isPresent()) {
      int brought = Math.max(1, tokens.applyAsInt(piece.get()));
      read.addAndGet(brought);
      place.chunk(asked, System.nanoTime(), brought);
    } else {
      ended = true;
      var stats = result(from).stats();
      giveBack((long) stats.promptTokens() + stats.outputTokens());
    }
    return piece;
  }

  public void cancel() {
    var begun = inner;
    if (begun != null) {
      cancel(begun);
    }
    giveBack(begun == null ? 0 : rough());
  }

  public GenerationResult result() {
    var begun = inner;
    if (begun == null) {
      if (!over.get()) {
        throw new IllegalStateException("it waits for its turn");
      }
      return NEVER_BEGUN;
    }
    return ended ? withWaiting(result(begun)) : result(begun);
  }

  /** The time before the turn counts: latency is from the request on. */
  private GenerationResult withWaiting(GenerationResult result) {
    long waited = place.waited();
    var s = result.stats();
    return new GenerationResult(
        result.reason(),
        new GenerationStats(
            s.promptTokens(),
            s.cachedTokens(),
            s.miss(),
            s.outputTokens(),
            s.drafted(),
            s.accepted(),
            s.passes(),
            s.queueNanos() + waited,
            s.prefillNanos(),
            s.ttftNanos() == 0 ? 0 : s.ttftNanos() + waited,
            s.totalNanos() + waited),
        result.message(),
        result.confidence());
  }

  /** What a request took that was not read to its end. */
  private long rough() {
    return over.get() ? 0 : promptTokens.getAsLong() + read.get();
  }

  private void giveBack(long tokens) {
    if (over.compareAndSet(false, true)) {
      place.leave();
      lease.end(tokens);
    }
  }
}
