package dev.brisk.server.upstream;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One request to an upstream and what comes back. Read by one thread, cancelled by any. */
final class Exchange {
  private static final int MOST_TEXT = 4 << 20;

  private final Endpoint endpoint;
  private final Received body = new Received();
  private final CompletableFuture<HttpResponse<Received>> response;
  private final long start = System.nanoTime();

  private Exchange(Endpoint endpoint, HttpClient http, HttpRequest request) {
    this.endpoint = endpoint;
    this.response = http.sendAsync(request, head -> body);
  }

  /** Sends a request and returns at once. */
  static Exchange send(Endpoint endpoint, HttpClient http, HttpRequest request) {
    return new Exchange(endpoint, http, request);
  }

  /**
   * The head of the response, waiting for it.
   *
   * @param timeout counts from the request
   * @throws UpstreamFailure if it does not come
   */
  HttpResponse<Received> head(Duration timeout) throws InterruptedException {
    try {
      return response.get(left(timeout), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      cancel();
      throw UpstreamFailure.slow(endpoint, "has not answered within " + text(timeout));
    } catch (CancellationException e) {
      throw UpstreamFailure.gone(endpoint, "was not asked any further");
    } catch (ExecutionException e) {
      throw UpstreamFailure.gone(
          endpoint,
          e.getCause() instanceof HttpConnectTimeoutException
              ? "does not take the connection in time"
              : "cannot be reached");
    }
  }

  /**
   * The next piece of the body; empty at the end.
   *
   * @param timeout how long to wait for it
   * @param what is slow, if it does not come
   * @throws UpstreamFailure if it does not come
   */
  Optional<List<ByteBuffer>> next(Duration timeout, String what) throws InterruptedException {
    try {
      return body.next(timeout);
    } catch (TimeoutException e) {
      cancel();
      throw UpstreamFailure.slow(endpoint, what);
    } catch (Received.BrokenOffException e) {
      throw UpstreamFailure.gone(endpoint, "broke off its answer");
    }
  }

  /** What is left of {@code timeout}, counted from the request. */
  Duration left(Duration timeout, long now) {
    return Duration.ofNanos(Math.max(0, timeout.toNanos() - (now - start)));
  }

  /** The whole body as a text, of which more than 4 MiB are not read. */
  String text(Duration timeout, String what) throws InterruptedException {
    var bytes = new ByteArrayOutputStream();
    for (var piece = next(timeout, what); piece.isPresent(); piece = next(timeout, what)) {
      for (var buffer : piece.get()) {
        byte[] some = new byte[buffer.remaining()];
        buffer.get(some);
        bytes.writeBytes(some);
      }
      if (bytes.size() > MOST_TEXT) {
        cancel();
        break;
      }
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /** Closes the connection at once. */
  void cancel() {
    response.cancel(true);
    body.cancel();
  }

  /** Nothing more is wanted; the connection may serve the next request. */
  void finish() {
    body.drain();
  }

  static String text(Duration duration) {
    return duration.toMillis() % 1000 == 0
        ? duration.toSeconds() + " s"
        : duration.toMillis() + " ms";
  }

  private long left(Duration timeout) {
    return left(timeout, System.nanoTime()).toNanos();
  }
}
