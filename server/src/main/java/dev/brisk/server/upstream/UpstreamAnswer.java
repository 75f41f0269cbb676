package dev.brisk.server.upstream;

import dev.brisk.engine.FinishReason;
import dev.brisk.engine.GenerationResult;
import dev.brisk.engine.GenerationStats;
import dev.brisk.engine.PrefixMiss;
import dev.brisk.server.answer.Answer;
import dev.brisk.server.answer.AnswerEvent;
import dev.brisk.server.answer.Question;
import dev.brisk.server.upstream.UpstreamFailure.Kind;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An answer of an upstream. A replica that fails before it has said anything is left for another;
 * after that the answer has failed, as nobody else could go on with it.
 */
final class UpstreamAnswer implements Answer {
  private final Upstream upstream;
  private final Replicas replicas;
  private final Question question;
  private final Spoken spoken;
  private final String key;
  private final Set<Replica> tried = new HashSet<>();
  private final Queue<AnswerEvent> events = new ArrayDeque<>();
  private final long start = System.nanoTime();
  private long firstNanos;
  private @Nullable Attempt attempt;
  private @Nullable Replica replica;
  private @Nullable GenerationResult result;

  private UpstreamAnswer(
      Upstream upstream, Replicas replicas, Question question, Spoken spoken, String key) {
    this.upstream = upstream;
    this.replicas = replicas;
    this.question = question;
    this.spoken = spoken;
    this.key = key;
  }

  /**
   * Asks, and waits until somebody has said that he answers. If the question is cancelled before,
   * the answer is one that was cancelled.
   *
   * @throws dev.brisk.server.answer.RefusedException if nobody does
   */
  static Answer begin(
      Upstream upstream, Replicas replicas, Question question, Spoken spoken, String key)
      throws InterruptedException {
    var answer = new UpstreamAnswer(upstream, replicas, question, spoken, key);
    try {
      answer.ask(null);
    } catch (UpstreamFailure e) {
      throw e.refusal();
    }
    return answer;
  }

  /** Asks one replica after the other. */
  private void ask(@Nullable UpstreamFailure last) throws InterruptedException {
    var failure = last;
    while (!question.cancel().isCancelled()) {
      var next = replicas.choose(key, tried);
      if (next.isEmpty()) {
        throw failure == null ? new IllegalStateException("there is no replica") : failure;
      }
      replica = next.get();
      tried.add(replica);
      try {
        attempt = Attempt.begin(upstream, replica.endpoint(), question, spoken);
        replica.alive(true);
        return;
      } catch (UpstreamFailure e) {
        failure = e;
        if (!question.cancel().isCancelled()) {
          left(replica, e);
        }
      }
    }
    end(Told.NOTHING.reason(FinishReason.CANCELLED), "");
  }

  /** Draws the conclusion for others, and goes on only if somebody else may answer. */
  private void left(Replica from, UpstreamFailure failure) {
    if (failure.kind() == Kind.REFUSED) {
      throw failure;
    }
    if (failure.kind() != Kind.FAILED) {
      replicas.leave(from);
    }
  }

  @Override
  public Optional<AnswerEvent> next() throws InterruptedException {
    while (events.isEmpty() && result == null) {
      try {
        step();
      } catch (UpstreamFailure e) {
        failed(e);
      }
    }
    return Optional.ofNullable(events.poll());
  }

  private void step() throws InterruptedException {
    if (attempt == null || question.cancel().isCancelled()) {
      cancelled();
      return;
    }
    if (attempt.next(this::take)) {
      return;
    }
    if (question.cancel().isCancelled()) {
      cancelled();
    } else {
      end(attempt.told(), "");
    }
  }

  private void take(AnswerEvent event) {
    if (firstNanos == 0) {
      firstNanos = System.nanoTime() - start;
    }
    events.add(event);
  }

  private void failed(UpstreamFailure failure) throws InterruptedException {
    if (question.cancel().isCancelled()) {
      cancelled();
      return;
    }
    var current = attempt;
    var from = replica;
    if (current == null || from == null) {
      end(Told.NOTHING.reason(FinishReason.FAILED), failure.clause());
      return;
    }
    try {
      left(from, failure);
      if (current.hasSaid()) {
        throw failure;
      }
      ask(failure);
    } catch (UpstreamFailure e) {
      end(current.told().reason(FinishReason.FAILED), e.clause());
    }
  }

  private void cancelled() {
    if (attempt != null) {
      attempt.cancel();
    }
    var told = attempt == null ? Told.NOTHING : attempt.told();
    end(told.reason(FinishReason.CANCELLED), "");
  }

  private void end(Told told, String message) {
    Attempt.forget(question.cancel());
    result =
        new GenerationResult(
            told.reason(),
            new GenerationStats(
                told.promptTokens(),
                told.cachedTokens(),
                PrefixMiss.OFF,
                told.outputTokens(),
                told.accepted() + told.rejected(),
                told.accepted(),
                0,
                0,
                0,
                firstNanos,
                System.nanoTime() - start),
            message);
  }

  @Override
  public void cancel() {
    question.cancel().cancel();
  }

  @Override
  public GenerationResult result() {
    if (result == null) {
      throw new IllegalStateException("the answer is running");
    }
    return result;
  }
}
