package dev.brisk.server.metrics;

import dev.brisk.engine.FinishReason;
import dev.brisk.engine.GenerationResult;
import dev.brisk.engine.GenerationStats;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Times one request to a model. {@link #piece} is called by one thread for whatever comes out and
 * takes neither a lock nor memory; exactly the first of the calls that end it counts.
 */
public final class RequestMeter {
  private final Meters meters;
  private final Series series;
  private final long began;
  private final AtomicBoolean ended = new AtomicBoolean();
  private final AtomicBoolean counted = new AtomicBoolean();
  private volatile boolean complete;
  private long firstPiece;
  private long lastPiece;

  RequestMeter(Meters meters, Series series, long began) {
    this.meters = meters;
    this.series = series;
    this.began = began;
  }

  /** A piece of the answer is there: one token, or more. */
  public void piece() {
    long now = System.nanoTime();
    if (lastPiece == 0) {
      firstPiece = now;
    } else {
      series.gap(now - lastPiece);
    }
    lastPiece = now;
  }

  /** All that is wanted of the answer is there; that the rest is cancelled is no error. */
  public void complete() {
    complete = true;
  }

  /** The answer has ended; its figures are known. */
  public void end(GenerationResult result) {
    var stats = result.stats();
    if (counted.compareAndSet(false, true)) {
      series.tokens(stats.promptTokens(), stats.outputTokens());
    }
    if (!ended.compareAndSet(false, true)) {
      return;
    }
    long now = System.nanoTime();
    var error = error(result.reason());
    series.duration(error, now - began);
    long first = firstToken(stats, now);
    if (error.isEmpty() && first > 0) {
      series.firstToken(first);
      if (stats.outputTokens() > 1) {
        series.perToken((now - began - first) / (stats.outputTokens() - 1));
      }
    }
    meters.ended();
  }

  /**
   * It has ended without figures: refused, or nobody reads it to its end. Where figures come all
   * the same, its tokens are counted yet.
   *
   * @param error the kind of error, in snake_case
   */
  public void end(String error) {
    if (ended.compareAndSet(false, true)) {
      series.duration(complete ? "" : error, System.nanoTime() - began);
      meters.ended();
    }
  }

  /**
   * The time to the first token, or 0 if nobody knows it. A piece may be held back for long, so the
   * engine knows better when it had the token; but it counts from where it got the request, which
   * may have waited before, so that is told from the end. Neither is ever too early.
   */
  private long firstToken(GenerationStats stats, long now) {
    long seen = firstPiece == 0 ? 0 : firstPiece - began;
    if (stats.outputTokens() == 0 || stats.ttftNanos() == 0) {
      return seen;
    }
    long computed = now - stats.totalNanos() - began + stats.ttftNanos();
    return seen == 0 ? computed : Math.min(seen, computed);
  }

  private String error(FinishReason reason) {
    return switch (reason) {
      case STOP, STOP_STRING, LENGTH -> "";
      case CANCELLED -> complete ? "" : "cancelled";
      case FAILED -> "failed";
    };
  }
}
