package dev.brisk.server.scripted;

import dev.brisk.engine.CancelToken;
import dev.brisk.engine.FinishReason;
import dev.brisk.engine.GenerationResult;
import dev.brisk.engine.GenerationStats;
import dev.brisk.engine.PrefixMiss;
import dev.brisk.server.answer.Answer;
import dev.brisk.server.answer.AnswerEvent;
import dev.brisk.server.answer.TokenLogprob;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Plays one entry: each event when it is due, and the end at once when it is cancelled. */
final class ScriptedAnswer implements Answer {
  private final ScriptEntry entry;
  private final Limits limits;
  private final int promptTokens;
  private final CancelToken cancel;
  private final CountDownLatch cancelled = new CountDownLatch(1);
  private final long start = System.nanoTime();
  private long due;
  private int at;
  private int tokens;
  private int textLeft;
  private long firstNanos;
  private @Nullable GenerationResult result;

  /** What the question allows. */
  record Limits(int maxTokens, List<String> stop, boolean logprobs) {}

  ScriptedAnswer(ScriptEntry entry, Limits limits, int promptTokens, CancelToken cancel) {
    this.entry = entry;
    this.limits = limits;
    this.promptTokens = promptTokens;
    this.cancel = cancel;
    this.due = start + entry.pace().firstNanos();
    this.textLeft = untilStop(entry.beats(), limits.stop());
    cancel.onCancel(cancelled::countDown);
  }

  @Override
  public Optional<AnswerEvent> next() throws InterruptedException {
    while (result == null) {
      if (cancel.isCancelled()) {
        end(FinishReason.CANCELLED, "");
      } else if (at == entry.beats().size()) {
        end(entry.finish(), "");
      } else {
        var event = play(entry.beats().get(at));
        if (event != null) {
          return Optional.of(event);
        }
      }
    }
    return Optional.empty();
  }

  private @Nullable AnswerEvent play(Beat beat) throws InterruptedException {
    return switch (beat) {
      case Beat.Says(AnswerEvent.Text text) -> says(text);
      case Beat.Says(var event) -> token(event);
      case Beat.Calls(var id, var name, var custom) ->
          token(new AnswerEvent.ToolBegins(id.isEmpty() ? newId() : id, name, custom));
      case Beat.HasCalled(var input) -> {
        at++;
        yield new AnswerEvent.ToolEnds(input);
      }
      case Beat.Clock() -> token(new AnswerEvent.Text(Long.toString(due)));
      case Beat.Pauses(var nanos) -> {
        at++;
        due += nanos;
        yield null;
      }
      case Beat.Hangs() -> {
        cancelled.await();
        yield null;
      }
      case Beat.Fails(var message) -> {
        if (isDue()) {
          end(FinishReason.FAILED, message);
        }
        yield null;
      }
    };
  }

  private @Nullable AnswerEvent says(AnswerEvent.Text text) throws InterruptedException {
    if (text.text().length() <= textLeft) {
      var event = token(limits.logprobs() ? sure(text) : text);
      if (event != null) {
        textLeft -= text.text().length();
      }
      return event;
    }
    if (!isDue()) {
      return null;
    }
    tokens++;
    end(FinishReason.STOP_STRING, "");
    var rest = text.text().substring(0, textLeft);
    return rest.isEmpty() ? null : new AnswerEvent.Text(rest);
  }

  /** The event, once it is due; null if the answer has been cancelled or is long enough. */
  private @Nullable AnswerEvent token(AnswerEvent event) throws InterruptedException {
    if (tokens >= limits.maxTokens()) {
      end(FinishReason.LENGTH, "");
      return null;
    }
    if (!isDue()) {
      return null;
    }
    if (tokens++ == 0) {
      firstNanos = System.nanoTime() - start;
    }
    due += entry.pace().tokenNanos();
    at++;
    return event;
  }

  /** Waits until the next beat is due; false if the answer has been cancelled meanwhile. */
  private boolean isDue() throws InterruptedException {
    long wait = due - System.nanoTime();
    return wait <= 0 || !cancelled.await(wait, TimeUnit.NANOSECONDS);
  }

  private static AnswerEvent.Text sure(AnswerEvent.Text text) {
    return new AnswerEvent.Text(text.text(), List.of(new TokenLogprob(text.text(), 0, List.of())));
  }

  private void end(FinishReason reason, String message) {
    var told = entry.told();
    var stats =
        new GenerationStats(
            promptTokens,
            Math.min(told.cachedTokens(), promptTokens),
            PrefixMiss.OFF,
            tokens,
            told.drafted(),
            told.accepted(),
            tokens,
            0,
            0,
            firstNanos,
            System.nanoTime() - start);
    result = new GenerationResult(reason, stats, message);
  }

  /** How much text comes before the first stop string. */
  private static int untilStop(List<Beat> beats, List<String> stop) {
    if (stop.isEmpty()) {
      return Integer.MAX_VALUE;
    }
    var all = new StringBuilder();
    for (var beat : beats) {
      if (beat instanceof Beat.Says(AnswerEvent.Text(var text, var logprobs))) {
        all.append(text);
      }
    }
    return stop.stream()
        .mapToInt(all::indexOf)
        .filter(index -> index >= 0)
        .min()
        .orElse(Integer.MAX_VALUE);
  }

  private static String newId() {
    return "call_" + UUID.randomUUID().toString().replace("-", "").substring(0, 24);
  }

  @Override
  public void cancel() {
    cancel.cancel();
  }

  @Override
  public GenerationResult result() {
    if (result == null) {
      throw new IllegalStateException("the answer is running");
    }
    return result;
  }
}
