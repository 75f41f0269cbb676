package dev.brisk.distill.eval;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/** Has cases answered, one after another. */
public final class Evaluation {
  private Evaluation() {}

  /**
   * The outcomes in the cases' order.
   *
   * @param progress is told how many are done, after each
   */
  public static List<Outcome> run(Answerer answerer, List<Case> cases, IntConsumer progress)
      throws InterruptedException {
    var outcomes = new ArrayList<Outcome>(cases.size());
    for (var asked : cases) {
      outcomes.add(Outcome.of(asked, answerer.answer(asked.request())));
      progress.accept(outcomes.size());
    }
    return outcomes;
  }

  /** At most {@code limit} of {@code all}, evenly from the whole; all if {@code limit} is 0. */
  public static <T> List<T> some(List<T> all, int limit) {
    if (limit == 0 || limit >= all.size()) {
      return all;
    }
    var chosen = new ArrayList<T>(limit);
    for (var i = 0; i < limit; i++) {
      chosen.add(all.get((int) ((long) i * all.size() / limit)));
    }
    return chosen;
  }
}
