package dev.brisk.server.http;

import dev.brisk.edit.format.Prompt;
import dev.brisk.engine.CancelToken;
import dev.brisk.engine.Chunk;
import dev.brisk.engine.FinishReason;
import dev.brisk.engine.Generation;
import dev.brisk.engine.GenerationResult;
import dev.brisk.engine.GenerationStats;
import dev.brisk.engine.PrefixMiss;
import dev.brisk.server.answer.Answer;
import dev.brisk.server.answer.OutputReader;
import dev.brisk.server.answer.Question;
import dev.brisk.server.answer.ReadAnswer;
import dev.brisk.server.answer.RefusedException;
import dev.brisk.server.respond.ModelCard;
import dev.brisk.server.respond.PreparedPrompt;
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
  final Queue<Question> questions = new ConcurrentLinkedQueue<>();
  final AtomicInteger cancelled = new AtomicInteger();
  final AtomicInteger running = new AtomicInteger();

  private final Queue<Lines> answers = new ConcurrentLinkedQueue<>();
  private final AtomicReference<@Nullable Error> broken = new AtomicReference<>();
  private final ModelCard card;

  private record Lines(List<String> pieces, FinishReason end, boolean hangs) {}

  ScriptedResponder(boolean chats) {
    card = new ModelCard("scripted", 1000, chats, Optional.of("script-v1"), 0, 0, Optional.empty());
  }

  /** The next request gets these pieces. */
  ScriptedResponder says(String... pieces) {
    answers.add(new Lines(Arrays.asList(pieces), FinishReason.STOP, false));
    return this;
  }

  /** The next request gets these pieces and reaches its limit. */
  ScriptedResponder runsOut(String... pieces) {
    answers.add(new Lines(Arrays.asList(pieces), FinishReason.LENGTH, false));
    return this;
  }

  /** The next request gets these pieces and then nothing until it is cancelled. */
  ScriptedResponder saysAndHangs(String... pieces) {
    answers.add(new Lines(Arrays.asList(pieces), FinishReason.CANCELLED, true));
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
    return new PreparedPrompt.Tokens(new int[] {1, 2, 3}, Set.of());
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
        answer == null ? new Lines(List.of(), FinishReason.STOP, false) : answer, options.cancel());
  }

  @Override
  public Answer answer(Question question) {
    questions.add(question);
    if (!card.chats()) {
      throw new RefusedException("chat_unsupported", "It does not chat.");
    }
    var decoding = question.decoding();
    return new ReadAnswer(
        respond(
            new PreparedPrompt.Tokens(new int[] {1, 2, 3}, Set.of()),
            new ResponseOptions(
                decoding.maxTokens().orElse(card.contextLength()),
                decoding.sampling(),
                decoding.stop(),
                question.prediction(),
                Optional.empty(),
                false,
                question.origin(),
                question.cancel())),
        OutputReader.plain());
  }

  @Override
  public void close() {}

  private final class Script implements Generation {
    private final Lines answer;
    private final ArrayDeque<String> left;
    private final CancelToken cancel;
    private int tokens;
    private volatile @Nullable FinishReason reason;

    Script(Lines answer, CancelToken cancel) {
      this.answer = answer;
      this.left = new ArrayDeque<>(answer.pieces());
      this.cancel = cancel;
    }

    @Override
    public Optional<Chunk> next() throws InterruptedException {
      while (reason == null) {
        if (Thread.interrupted()) {
          end(FinishReason.CANCELLED);
          throw new InterruptedException();
        }
        if (cancel.isCancelled()) {
          end(FinishReason.CANCELLED);
        } else if (!left.isEmpty()) {
          tokens++;
          return Optional.of(new Chunk(new int[] {tokens}, left.poll()));
        } else if (!answer.hangs()) {
          end(answer.end());
        } else if (Thread.interrupted()) {
          // The server leaves; with the flag set, the thread would not park any more.
          throw new InterruptedException();
        } else {
          // The token is plain data that nobody is told about, so it is looked at again and again.
          LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
      }
      return Optional.empty();
    }

    private synchronized void end(FinishReason why) {
      if (reason != null) {
        return;
      }
      reason = why;
      running.decrementAndGet();
      if (why == FinishReason.CANCELLED) {
        cancelled.incrementAndGet();
      }
    }

    @Override
    public void cancel() {
      cancel.cancel();
      // Nobody may ask for more once the client is gone.
      end(FinishReason.CANCELLED);
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
