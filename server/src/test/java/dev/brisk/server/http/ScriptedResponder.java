package dev.brisk.server.http;

import dev.brisk.edit.format.Prompt;
import dev.brisk.engine.CancelToken;
import dev.brisk.engine.Chunk;
import dev.brisk.engine.FinishReason;
import dev.brisk.engine.Generation;
import dev.brisk.engine.GenerationResult;
import dev.brisk.engine.GenerationStats;
import dev.brisk.engine.PrefixMiss;
import dev.brisk.server.respond.ModelCard;
import dev.brisk.server.respond.PreparedPrompt;
import dev.brisk.server.respond.RefusedException;
import dev.brisk.server.respond.Responder;
import dev.brisk.server.respond.ResponseOptions;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Says what a test wants, in the pieces that it wants, and remembers what it was asked. */
final class ScriptedResponder implements Responder {
  final Queue<ResponseOptions> asked = new ConcurrentLinkedQueue<>();
  final Queue<Prompt> prompts = new ConcurrentLinkedQueue<>();
  final AtomicInteger cancelled = new AtomicInteger();
  final AtomicInteger running = new AtomicInteger();

  private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
  private final AtomicReference<@Nullable Error> broken = new AtomicReference<>();
  private final ModelCard card;

  private record Answer(List<String> pieces, FinishReason end, boolean hangs) {}

  ScriptedResponder(boolean chats) {
    card = new ModelCard("scripted", 1000, chats, Optional.of("script-v1"), 0, 0, Optional.empty());
  }

  /** The next request gets these pieces. */
  ScriptedResponder says(String... pieces) {
    answers.add(new Answer(Arrays.asList(pieces), FinishReason.STOP, false));
    return this;
  }

  /** The next request gets these pieces and reaches its limit. */
  ScriptedResponder runsOut(String... pieces) {
    answers.add(new Answer(Arrays.asList(pieces), FinishReason.LENGTH, false));
    return this;
  }

  /** The next request gets these pieces and then nothing until it is cancelled. */
  ScriptedResponder saysAndHangs(String... pieces) {
    answers.add(new Answer(Arrays.asList(pieces), FinishReason.CANCELLED, true));
    return this;
  }

  /** The next request breaks its thread, as a lack of memory would. */
  ScriptedResponder breaks(Error how) {
    broken.set(how);
    return this;
  }

  @Override
  public boolean isWord(String word) {
    return true;
  }

  @Override
  public ModelCard model() {
    return card;
  }

  @Override
  public String kernels() {
    return "none";
  }

  @Override
  public String context() {
    return "1000 tokens";
  }

  @Override
  public void warmUp() {}

  @Override
  public PreparedPrompt prepare(Prompt prompt) {
    if (prompt instanceof Prompt.Chat && !card.chats()) {
      throw new RefusedException("chat_unsupported", "It does not chat.");
    }
    prompts.add(prompt);
    return new PreparedPrompt(new int[] {1, 2, 3}, Set.of());
  }

  @Override
  public int countTokens(String text) {
    return text.length();
  }

  @Override
  public Generation respond(PreparedPrompt prompt, ResponseOptions options) {
    asked.add(options);
    var how = broken.getAndSet(null);
    if (how != null) {
      throw how;
    }
    running.incrementAndGet();
    var answer = answers.poll();
    return new Script(
        answer == null ? new Answer(List.of(), FinishReason.STOP, false) : answer,
        options.cancel());
  }

  @Override
  public void close() {}

  private final class Script implements Generation {
    private final Answer answer;
    private final ArrayDeque<String> left;
    private final CancelToken cancel;
    private int tokens;
    private @Nullable FinishReason reason;

    Script(Answer answer, CancelToken cancel) {
      this.answer = answer;
      this.left = new ArrayDeque<>(answer.pieces());
      this.cancel = cancel;
    }

    @Override
    public Optional<Chunk> next() {
      while (reason == null) {
        if (cancel.isCancelled()) {
          end(FinishReason.CANCELLED);
        } else if (!left.isEmpty()) {
          tokens++;
          return Optional.of(new Chunk(new int[] {tokens}, left.poll()));
        } else if (!answer.hangs()) {
          end(answer.end());
        } else {
          // The token is plain data that nobody is told about, so it is looked at again and again.
          LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
      }
      return Optional.empty();
    }

    private void end(FinishReason why) {
      reason = why;
      running.decrementAndGet();
      if (why == FinishReason.CANCELLED) {
        cancelled.incrementAndGet();
      }
    }

    @Override
    public void cancel() {
      cancel.cancel();
    }

    @Override
    public GenerationResult result() {
      if (reason == null) {
        throw new IllegalStateException("running");
      }
      return new GenerationResult(
          reason, new GenerationStats(3, 1, PrefixMiss.COLD, tokens, 4, 2, tokens, 0, 0, 0, 0), "");
    }
  }
}
