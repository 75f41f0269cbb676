package dev.brisk.distill.ask;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** Asks all questions, several at a time, and notes each answer before the next one is asked. */
public final class Interview {
  /** Questions that an endpoint may refuse before it has answered one. */
  private static final int MOST_REFUSALS = 5;

  private final ChatEndpoint endpoint;
  private final Journal journal;
  private final Costs costs;
  private final String model;
  private final long seed;
  private final Map<String, String> refused = new HashMap<>();
  private final AtomicInteger answered = new AtomicInteger();
  private boolean stopped;

  /** What is left to ask: a question, and which of its samples. */
  private record Turn(Question question, int index) {}

  /**
   * @param model the teacher's name
   * @param seed of the answers, as far as the endpoint takes one
   */
  public Interview(ChatEndpoint endpoint, Journal journal, Costs costs, String model, long seed) {
    this.endpoint = endpoint;
    this.journal = journal;
    this.costs = costs;
    this.model = model;
    this.seed = seed;
  }

  /**
   * Asks what the journal does not have yet.
   *
   * @param samples answers to each question
   * @param parallel threads that ask
   * @param progress hears how many answers there are
   * @return whether all was asked; false if the budget is used up
   * @throws TeacherException if it makes no sense to go on; the answers until then are in the
   *     journal
   */
  public boolean run(List<Question> questions, int samples, int parallel, IntConsumer progress)
      throws IOException, InterruptedException {
    journal.of(model).forEach(costs::add);
    var turns = new ArrayList<Turn>();
    for (var question : questions) {
      for (var index = 0; index < samples; index++) {
        if (!journal.has(question.id(), index)) {
          turns.add(new Turn(question, index));
        }
      }
    }
    var done = new AtomicInteger(questions.size() * samples - turns.size());
    var left = turns.iterator();
    try (var threads =
        Executors.newFixedThreadPool(parallel, Thread.ofVirtual().name("ask-", 0).factory())) {
      var running = new ExecutorCompletionService<Void>(threads);
      for (var i = 0; i < parallel; i++) {
        var _ =
            running.submit(
                () -> {
                  for (var turn = next(left); turn != null; turn = next(left)) {
                    ask(turn);
                    progress.accept(done.incrementAndGet());
                  }
                  return null;
                });
      }
      try {
        for (var i = 0; i < parallel; i++) {
          running.take().get();
        }
      } catch (ExecutionException e) {
        threads.shutdownNow();
        if (e.getCause() instanceof IOException io) {
          throw io;
        }
        throw new IllegalStateException(e.getCause());
      } catch (InterruptedException e) {
        threads.shutdownNow();
        throw e;
      }
    }
    return !stopped;
  }

  /** Why questions were not answered, by their ids. */
  public Map<String, String> refused() {
    synchronized (refused) {
      return Map.copyOf(refused);
    }
  }

  private synchronized @Nullable Turn next(Iterator<Turn> left) {
    if (stopped || !left.hasNext()) {
      return null;
    }
    if (!costs.begin()) {
      stopped = true;
      return null;
    }
    return left.next();
  }

  private void ask(Turn turn) throws IOException, InterruptedException {
    try {
      if (refused().containsKey(turn.question.id())) {
        return;
      }
      switch (endpoint.ask(turn.question, turn.index, seed + turn.index)) {
        case Reply reply -> {
          journal.add(reply);
          costs.add(reply);
          answered.incrementAndGet();
          if (costs.limited() && costs.unknown() > 0) {
            throw new TeacherException(
                "The endpoint does not say how many tokens an answer took, so --budget cannot be kept;"
                    + " leave it out, and limit the questions with --limit.");
          }
        }
        case Heard.Refusal(var why) -> refuse(turn, why);
      }
    } finally {
      costs.end();
    }
  }

  private void refuse(Turn turn, String why) throws TeacherException {
    synchronized (refused) {
      refused.put(turn.question.id(), why);
      if (answered.get() == 0 && refused.size() >= MOST_REFUSALS) {
        throw new TeacherException(
            "The endpoint refused the first %d questions: %s".formatted(refused.size(), why));
      }
    }
  }
}
