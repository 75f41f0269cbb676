package dev.brisk.server.upstream;

import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The body of a response, taken piece by piece: a piece is asked for only when the one before has
 * been taken, so a slow reader slows the upstream and nobody else. Read by one thread; {@link
 * #cancel} may be called by any.
 */
final class Received implements BodySubscriber<Received> {
  private sealed interface Signal {
    record Piece(List<ByteBuffer> bytes) implements Signal {}

    record End() implements Signal {}

    record Broken() implements Signal {}
  }

  private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
  private @Nullable Subscription subscription;
  private boolean cancelled;
  private boolean drained;

  @Override
  public CompletionStage<Received> getBody() {
    // At once: who waits for the whole body would have no stream.
    return CompletableFuture.completedStage(this);
  }

  @Override
  public synchronized void onSubscribe(Subscription s) {
    subscription = s;
    if (cancelled) {
      s.cancel();
    } else {
      s.request(1);
    }
  }

  @Override
  public void onNext(List<ByteBuffer> bytes) {
    if (!isDrained()) {
      signals.add(new Signal.Piece(bytes));
    }
  }

  @Override
  public void onError(Throwable throwable) {
    signals.add(new Signal.Broken());
  }

  @Override
  public void onComplete() {
    signals.add(new Signal.End());
  }

  /**
   * The next piece, waiting for it; empty at the end.
   *
   * @throws TimeoutException if it does not come in time
   * @throws BrokenOffException if the connection has broken
   */
  Optional<List<ByteBuffer>> next(Duration timeout)
      throws InterruptedException, TimeoutException, BrokenOffException {
    var signal = signals.poll(Math.max(0, timeout.toNanos()), TimeUnit.NANOSECONDS);
    return switch (signal) {
      case null -> throw new TimeoutException();
      case Signal.Piece(var bytes) -> {
        more();
        yield Optional.of(bytes);
      }
      case Signal.End end -> Optional.empty();
      case Signal.Broken broken -> throw new BrokenOffException();
    };
  }

  /** Closes the connection, wherever the response is; a waiting reader finds its end. */
  synchronized void cancel() {
    cancelled = true;
    if (subscription != null) {
      subscription.cancel();
    }
    signals.add(new Signal.End());
  }

  /** Passes over what is left, so that the connection can be used again. */
  synchronized void drain() {
    drained = true;
    if (subscription != null) {
      subscription.request(Long.MAX_VALUE);
    }
  }

  private synchronized boolean isDrained() {
    return drained;
  }

  private synchronized void more() {
    if (subscription != null) {
      subscription.request(1);
    }
  }

  /** The connection has broken before the end. */
  static final class BrokenOffException extends Exception {
    private static final long serialVersionUID = 1L;
  }
}
